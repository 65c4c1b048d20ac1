"""Words that name nobody by themselves, in the form of `plain`: a company bears them, everybody writes them."""

LINKS = frozenset({"et", "and", "und", "y"})
"""What may stand for « & » in a name."""

SMALL = frozenset(
    """
    a ai as au aux avec c ce ces cet cette d dans de des deux du elle elles en est et eux fait faut il ils j je
    jusqu l la le les leur leurs lui m ma mais me mes moi mon n ne nos notre nous on ont ou par pas plus pour qu
    quand que qui quoi s sa sans se ses si son sont sous suis sur ta te tes toi ton tous tout toute toutes tres
    trois tu un une va vers via vos votre vous y the of and for in on to is at by with from an or it be this that
    avant apres aussi bien chez comme depuis encore entre etre ici jour jours lors meme moins non oui peu peut
    puis sera soit votre hier demain lundi mardi mercredi jeudi vendredi samedi dimanche matin soir midi
    """.split()  # noqa: SIM905 - a list of words is read as a text
)
"""Words of every sentence; they tell nothing of a private text."""

GENERIC = frozenset(
    """
    agence agences agency architecte architectes architecture artisan artisans assistance association associe
    associes associates atelier ateliers audit auto automobile automobiles avocat avocats bar batiment batiments
    beaute bijouterie boucherie boulangerie boutique brasserie bureau bureaux cabinet cabinets cafe carrelage centre
    charpente chauffage cie clinique club co coaching coiffure comite commerce communication compagnie company
    comptable comptables comptabilite concept concession conseil conseils construction constructions consultant
    consultants consulting couture couverture creation creations cuisine cuisines decor decoration dentaire
    dentiste design developpement diffusion distribution docteur docteure domaine dr dre ecole edition editions
    eirl ei electricite energie energies entreprise entreprises environnement epicerie equipement espace etude
    etudes etablissement etablissements ets eurl event events evenement evenements expert expertise experts ferme
    fille filles fils fleurs fleuriste fondation formation formations freres galerie garage garden gestion group
    groupe gmbh habitat holding hotel huissier huissiers imprimerie immo immobilier immobiliere inc industrie
    industries informatique infirmier infirmiere infirmiers ingenierie institut international isolation jardin
    jardinage jardins kine kinesitherapeute librairie location logistique ltd macon maconnerie magasin maintenance
    maison maisons maitre management marketing mecanique media medias medecin medecins medical medicale menuiserie
    menuisier metallerie meubles mutuelle nettoyage notaire notaires office opticien optique orthophoniste
    orthophonistes osteopathe papeterie partenaires partners patisserie paysage paysages paysagiste peinture
    peintures pharmacie photo photographe plomberie plombier production productions prod promotion psychologue
    publicite renovation renovations restaurant revision sa salon sante sarl sas sasu sca sci scm scp selarl selas
    serrurerie service services snc soc societe soeur soeurs sophrologie sport sports studio systemes taxi taxis
    technique techniques technologies textile textiles theatre toiture traduction traductions traiteur transport
    transports travaux tuyauterie veterinaire veterinaires vins voyage voyages web
    """.split()  # noqa: SIM905 - a list of words is read as a text
)
"""Trades, legal forms and what companies are called before their own name."""

COMMON = frozenset(
    """
    abbe abeille aigle alliance amande ami amis ange ancre anse arc arbre argent art arts as aurore autre avenir
    avril azur baie ballet balle banc bas basse beau beaux belle bel berger bergere bise blanc blanche ble bleu bleue
    boire bois boisson boite bon bonne bonnet bord bouche boucher bouillon boulanger bouleau bouquet bourg bout
    branche bras brebis breton brillant brise brun brune buisson but calme camp cannelle cap capucine cardinal
    carre carte cave cedre cercle cerf cerise chaine champ champs chance chant chapelle char charbonnier charmant
    charme charpentier chat chateau chaud chef chemin chene cher chevalier cheval chevre chou ciel clair claire clef
    clemence cle clos cloitre cloche coin colibri colline colombe comble comete complet comte comtois constance
    constant coq corbeau cordier cordonnier cote cour court courant courtois couturier croix cuivre cure cygne dame
    dauphin dauphine dent desire dieu divers docteur don dore doux douce droit duc eau echo eclair ecluse ecume
    epi epine equerre espoir est etang ete etoile evident facile faucon favori felix fer feu feuille
    figue fin fine flamme fleur fleuve foin fontaine force foret forge fort forte four frais franc france franche
    frappe garde gentil girafe gloire grain grand grande granit gras grenier grille gris grise gros grosse grue gue
    haut haute heron herbe heureux hiver horizon houx huitre ile iris ivoire jasmin jaune jeune joie joli
    jolie joyeux juge juillet juin juste lac laine lance large laurier lavande leger legume lent
    levant lien lierre lilas lin lion lis livre loge loi long longue lot loup lumiere lune lys mai main maire mal
    marais marc marche marchand marguerite marin marine marquis mars marteau masse matin melon menthe mer
    mercier merle metal meunier miel mieux mille mimosa ministre miroir moine monde mont montagne mot mouche
    moulin mousse mouton mur mure muse nature neuf neuve nid noble noel noir noire noisette nord normand nouveau
    nouvelle noyer nuage nuit objectif oeillet oeillets ocean
    oiseau olive olivier ombre opale or orage oree orient ours page pain
    paix palais palme panier paon papillon parc parent parfait pari paris pars pas passage pastel patte pave pays
    peche perle pelletier petit petite pic pie pied pierre pigeon pin pinson place plaine planche
    plat plein plume point pointe poire poisson poivre pomme pommier pont port porte pot potier pre precis premier
    pres prieur prince printemps prix propre prune prudence puits quartier rapide rate raisin reine relais
    renard rive riche rivage riviere roc roche rocher roi romarin rond ronde rose rosier rossignol rouge
    rousseau route roux ruche rue ruisseau sable sage saint sainte saison salle saule savoir savoirs savant seigle
    sel serein simple soie soleil solide sommet son sorbier sorgue sourire source sud sureau tailleur tambour teinte
    temps terrain terre tilleul toile tonnelier tour tournesol trait trefle tresor tulipe union utile val vallee
    vallon vague vent verger vermeil verre verrier vert verte vie vieille vieux vif vigne vigneron
    village ville violette vivant voile voisin voix vrai vue zenith
    """.split()  # noqa: SIM905 - a list of words is read as a text
)
"""Common words that people and companies are called by: only a capital inside a sentence, or a title, means them."""

CIVILITIES = frozenset(
    """m mr mme mlle monsieur madame mademoiselle me maitre dr dre docteur docteure pr professeur mrs ms
    messieurs mesdames""".split()  # noqa: SIM905 - a list of words is read as a text
)
"""What stands before the name of a person, never before a common word."""

SAYS = frozenset(
    """
    a m n nous vous est veut attend demande rappelle rappellera souhaite refuse accepte confirme propose
    """.split()  # noqa: SIM905 - a list of words is read as a text
)
"""What follows a name that begins a sentence: « Petit a rappelé », not « Petit retard »."""

PROVIDERS = frozenset(
    """
    aliceadsl.fr aol.com bbox.fr club-internet.fr cegetel.net dbmail.com free.fr gmail.com gmx.com gmx.fr
    googlemail.com hotmail.com hotmail.fr icloud.com laposte.net libertysurf.fr live.com live.fr mac.com mail.com
    me.com mailo.com msn.com neuf.fr nordnet.fr numericable.fr orange.com orange.fr outlook.com outlook.fr
    proton.me protonmail.com sfr.fr tutanota.com voila.fr wanadoo.fr yahoo.com yahoo.fr ymail.com zoho.com
    """.split()  # noqa: SIM905 - a list of words is read as a text
)
"""Domains of everybody's mail: an address there is somebody's, the domain is nobody's."""

ACRONYMS = frozenset(
    """AG CA CB CDD CDI CE CGV CNI CSE CSV CV DSN DUE EDF ETP FAQ FAX FR HT IBAN ID IP IR IS JO KO NB OK PDF PJ PME PS
    PV RAS RDV RGPD RH RIB RPVA RSI SAV SIRET SMS TEL TPE TTC TVA UE URL USB VF VIP WEB ZIP""".split()  # noqa: SIM905 - a list of words is read as a text
)
"""Abbreviations of any letter, which the label of a client may happen to be."""
