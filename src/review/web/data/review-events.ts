export function useReviewEvents(): void {}
