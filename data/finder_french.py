"""French words behind the finder: those that say nothing, those that count little, and what is asked for in French.

Invariant: a French word stands for words that the catalogue has in English, because synonyms are kept in English.
"""

from __future__ import annotations

_STOP = """
a afin ai aie ainsi alors apres assez au aucun aucune aujourd aupres aussi autre autres aux avant avec avoir avons c
ce ceci cela celle celles celui ces cet cette ceux chaque chez chiffre chiffres ci combien comme comment contre d
dans de depuis des deux devant dit doit donc dont du durant elle elles en encore entre es est et etaient etait etant
ete etes etre eu eux fait faire faut font hui il ils j je jusqu l la le les leur leurs lors lorsque lui ma mais me
meme memes mes moi moins mon montre n ne ni non nos notre nous on ont ou par parmi pas pays pendant peu peut peuvent
plus pour pourquoi pourrait qu quand quant que quel quelle quelles quels qui quoi s sa sans se selon sera ses si sien
son sont sous sur ta te tel telle tes toi ton tous tout toute toutes tres trop tu un une va vers voici vos votre vous
y
"""
_WEAK = """
acces annuel annuels ans carte cas classement comparaison comparer conditions crise droit droits donnees evolution
existe gens habitant habitants humain humaine humains indicateur indicateurs indice indices international lien
liberte liste loi lois legal legaux manque mesure mesures mondial monde national nationaux niveau niveaux nombre
officiel part personne personnes population pourcentage probleme problemes proportion protection rapport rapports
rang recent recents repression respect score scores situation statistique statistiques statut subi subir subissent
survey taux tendance tendances total victime victimes violation violations vie vivant vivent annee annees
"""
FRENCH_STOP = frozenset(_STOP.split())
FRENCH_WEAK = frozenset(_WEAK.split()) - {"vie", "liberte"}

# French, without accents and in the singular: words that stand in the catalogue for the same thing.
_MEANS = """
abri: shelter
abus: abuse
acte: certificate
accouchement: childbirth
agression: assault
aide: assistance
alimentaire: food
alphabetisation: literacy
analphabetisme: literacy
apatride: stateless
apatridie: stateless
apprentissage: learning
arbitraire: arbitrary
armee: army
arrestation: arrest
arrete: arrest
assainissement: sanitation
assassinat: murder killed
assassine: murder killed
asile: asylum
attente: awaiting
autochtone: indigenous
avortement: abortion
bidonville: slums
brutalite: brutality
bribe: bribery
censure: censorship
chomage: unemployment
chomeur: unemployment
citoyennete: nationality
combat: conflict
conjugal: domestic partner
conjugale: domestic partner
conjugaux: domestic partner
conflit: conflict
corrompu: corruption
deces: death
defenseur: defenders
demographique: population
deplace: displaced
detenu: detention prisoner
dictature: autocracy dictatorship
disparition: disappearance
disparu: disappeared disappearance
domestique: domestic
eau: water
ecart: gap
ecole: school
ecolier: pupils
ecoliere: pupils
egalite: equality
election: elections
electoral: electoral
elu: parliament
emploi: employment
emprisonne: prison
emprisonnement: prison
enfance: childhood
enfant: children
enleve: disappearance
enlevement: disappearance
enseignant: teachers
enseignement: education
esclavage: slavery
esclave: slavery
espionnage: surveillance
etranger: abroad
executer: execution
exil: refugees
extrajudiciaire: extrajudicial
faim: hunger
famine: famine hunger
femicide: homicide
feminin: women
femme: women
fille: girls
fillette: girls
foyer: households
garcon: boys
gouvernement: government
greve: strike
grossesse: pregnancy
guerre: conflict war
handicap: disability
handicape: disability disabled
homme: men
homophobie: homophobia
homosexuel: homophobia
homosexualite: homophobia
hopital: hospital
identite: identity
illettrisme: literacy
impunite: impunity accountability
independance: independent independence
independant: independent
infantile: infant
inegalite: inequality
journaliste: journalists
juge: judges courts
justice: justice
logement: housing
maltraitance: violence
maltraite: illtreatment
manifestation: protest demonstration
manifestant: protest
manifester: protest
mari: husbands partner
mariage: marriage
marie: marriage
maternel: maternal
maternelle: maternal
maternite: maternity
medecin: doctors
menstruel: menstrual
mere: mothers
meurtre: murder
mineur: children
minorite: minorities
misere: poverty
mort: death
mortalite: mortality
mortelle: fatal
mourir: dying
mutilation: mutilation
excision: mutilation
naissance: birth
nationalite: nationality
nourrisson: infant
nourriture: food
noyade: drowned
noye: drowned
obstetrique: childbirth
opposant: political
ong: ngo
ouvrier: workers
parite: parity
parlement: parliament
parlementaire: parliament
pauvre: poverty
pauvrete: poverty
paysan: farmers
peine: penalty
penal: criminal
pension: pension
police: police
policier: police
policiere: police
pot: bribery
potable: drinking
precaire: informal
presse: press media
preventif: pretrial
preventive: pretrial
prison: prison
prisonnier: prisoner
proces: trial
propre: clean
qualite: quality
racisme: racism
raciste: racism
ratifie: party treaty
ratification: party treaty
recours: remedy
refugie: refugees
refugiee: refugees
remuneration: earnings wages
retraite: pension older
reunion: assembly
rural: rural
salaire: wages earnings
salarial: pay
sanitaire: sanitation
sante: health
scolaire: school
scolarisation: school enrolment
scolarise: school
securite: security
senat: parliament
servitude: servitude
sexe: sex gender
sexiste: gender
sexuel: sexual
sexuelle: sexual
soin: care
soldat: soldiers
suffrage: vote
syndical: trade unions
syndicat: trade unions
terre: land
toilette: toilets sanitation
torturer: torture
traite: trafficking treaty
trafic: trafficking
traitement: treatment
travail: labour work
travailleur: workers
tribunal: courts
tuer: killed
tue: killed killing
urbain: urban
vaccin: vaccination
vaccine: vaccination
veuve: widows
vieillesse: older
vieux: older
vin: bribery
viol: rape
violer: rape
voter: vote
"""
FRENCH_MEANS = {
    word: tuple(means.split()) for word, _, means in (line.partition(": ") for line in _MEANS.strip().splitlines())
}
