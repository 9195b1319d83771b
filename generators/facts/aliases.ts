// Names that mean the same country, body or party: short forms, abbreviations, and what its people and things are
// called. One group a line; a phrase may have several words. Everything in folded form (see `fold`).
const groups = `
uk|united kingdom|britain|great britain|british|briton|britons|brits
us|usa|united states|america|american|americans
uae|united arab emirates|emirati|emiratis
eu|european union
un|united nations
nhs|national health service
who|world health organization|world health organisation
imf|international monetary fund
nato|north atlantic treaty organization
opec|organization of the petroleum exporting countries
ecb|european central bank
fed|federal reserve
fbi|federal bureau of investigation
cia|central intelligence agency
doj|justice department|department of justice
epa|environmental protection agency
nasa|national aeronautics and space administration
esa|european space agency
fifa|international football federation
ioc|international olympic committee
ai|artificial intelligence
gdp|gross domestic product
ceo|chief executive|chief executive officer
cfo|chief financial officer
mp|member of parliament
mps|members of parliament
pm|prime minister
gop|republican party|republican|republicans
tory|tories|conservative|conservatives|conservative party
labour|labour party
lib dem|lib dems|liberal democrat|liberal democrats
dem|dems|democrat|democrats|democratic party|democratic
covid|coronavirus|covid 19
bbc|british broadcasting corporation
la|los angeles
s|south|southern
n|north|northern
s korea|south korea|s korean|south korean
n korea|north korea|n korean|north korean
s africa|south africa|s african|south african
g 7|g7|group of seven
g 8|g8|group of eight
g 20|g20|group of twenty
supreme court|justices
nyc|new york city|new york
dc|washington|washington dc
afghanistan|afghan|afghans
algeria|algerian|algerians
argentina|argentine|argentines|argentinian|argentinians
australia|australian|australians
austria|austrian|austrians
bangladesh|bangladeshi|bangladeshis
belgium|belgian|belgians
bolivia|bolivian|bolivians
brazil|brazilian|brazilians
bulgaria|bulgarian|bulgarians
canada|canadian|canadians
chile|chilean|chileans
china|chinese
colombia|colombian|colombians
croatia|croatian|croatians|croat|croats
cuba|cuban|cubans
cyprus|cypriot|cypriots
czech republic|czechia|czech|czechs
denmark|danish|dane|danes
egypt|egyptian|egyptians
england|english
estonia|estonian|estonians
ethiopia|ethiopian|ethiopians
europe|european|europeans
finland|finnish|finn|finns
france|french
germany|german|germans
ghana|ghanaian|ghanaians
greece|greek|greeks
hungary|hungarian|hungarians
iceland|icelandic|icelander|icelanders
india|indian|indians
indonesia|indonesian|indonesians
iran|iranian|iranians
iraq|iraqi|iraqis
ireland|irish
israel|israeli|israelis
italy|italian|italians
jamaica|jamaican|jamaicans
japan|japanese
jordan|jordanian|jordanians
kenya|kenyan|kenyans
kosovo|kosovar|kosovars
latvia|latvian|latvians
lebanon|lebanese
libya|libyan|libyans
lithuania|lithuanian|lithuanians
luxembourg|luxembourger|luxembourgers
malaysia|malaysian|malaysians
malta|maltese
mexico|mexican|mexicans
mongolia|mongolian|mongolians
morocco|moroccan|moroccans
myanmar|burma|burmese
nepal|nepalese|nepali
netherlands|holland|dutch
new zealand|new zealander|new zealanders
nigeria|nigerian|nigerians
north korea|north korean|north koreans
norway|norwegian|norwegians
pakistan|pakistani|pakistanis
palestine|palestinian|palestinians
peru|peruvian|peruvians
philippines|philippine|filipino|filipinos
poland|polish|pole|poles
portugal|portuguese
romania|romanian|romanians
russia|russian|russians
saudi arabia|saudi|saudis
scotland|scottish|scot|scots
serbia|serbian|serbians|serb|serbs
singapore|singaporean|singaporeans
slovakia|slovak|slovaks
slovenia|slovenian|slovenians|slovene|slovenes
south africa|south african|south africans
south korea|south korean|south koreans
spain|spanish|spaniard|spaniards
sudan|sudanese
sweden|swedish|swede|swedes
switzerland|swiss
syria|syrian|syrians
taiwan|taiwanese
tanzania|tanzanian|tanzanians
thailand|thai|thais
tunisia|tunisian|tunisians
turkey|turkiye|turkish|turk|turks
uganda|ugandan|ugandans
ukraine|ukrainian|ukrainians
venezuela|venezuelan|venezuelans
vietnam|vietnamese
wales|welsh
yemen|yemeni|yemenis
zambia|zambian|zambians
zimbabwe|zimbabwean|zimbabweans
`;

const phraseToGroup = new Map<string, readonly (readonly string[])[]>();
for (const line of groups.trim().split('\n')) {
  const phrases = line.split('|').map((phrase) => phrase.split(' '));
  for (const phrase of phrases) phraseToGroup.set(phrase.join(' '), phrases);
}

/** The other ways to say a name, each as its words, the name itself included; none when the table lacks it. */
export function aliasesOf(foldedWords: readonly string[]): readonly (readonly string[])[] {
  return phraseToGroup.get(foldedWords.join(' ')) ?? [];
}
