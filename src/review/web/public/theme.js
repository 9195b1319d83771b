// Before the first paint: the colours the editor chose, where they chose any.
try {
  const theme = localStorage.getItem('masthead-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage that is shut off leaves the system's own colours.
}
