"""The words that the years of `years` are made of; `{n}`, `{name}`… are filled in anew each time."""

from datetime import time

CLIENTS = (
    ("lin", "Menuiserie Lindérac", "menuisier", "Gaspard Lindérac", False),
    ("voa", "Voirie & Assainissement Oriel", "travaux publics", "Solène Oriel", False),
    ("aub", "Atelier d’Aubrépine", "architecte d’intérieur", "Maïa Aubrépine", False),
    ("kel", "Cabinet du Dr Kelvarec", "rhumatologue", "Yann Kelvarec", True),
    ("fau", "Maître Faustine Orlhac", "avocate", "Faustine Orlhac", True),
    ("pas", "Passerelles Formation", "organisme de formation", "Léo Brizoual", False),
    ("ter", "Terres d’Œuvrac", "domaine viticole", "Noëlle d’Œuvrac", False),
    ("gui", "Plomberie Guilhermet", "plombier", "Anselme Guilhermet", False),
    ("gra", "Gravelune Études", "bureau d’études", "Hélène Gravelune", False),
    ("per", "Cabinet dentaire Pérignolle", "chirurgien-dentiste", "Loïc Pérignolle", True),
    ("mon", "Étude Montferraz", "notaire", "Béatrice Montferraz", True),
    ("cha", "Les Chais de l’Île", "restaurant", "Théo Chaillac", False),
)
"""Id, name, trade, person, and whether titles stay at home."""

TITLES = (
    ("relance", "Relancer {name} pour la facture {invoice} ({euros})"),
    ("relance", "Relancer les {n} impayés de {month}"),
    ("relance", "Deuxième rappel à {name}, facture {invoice}"),
    ("relance", "Relancer l’acompte du chantier {name} (30 %)"),
    ("relance", "Relancer l’assurance pour le sinistre {ref}"),
    ("retranscription", "Dictée n° {n} – conclusions, dossier {ref}"),
    ("retranscription", "Dictée n° {n} – courrier au confrère, dossier {ref}"),
    ("retranscription", "Frapper les {n} courriers de consultation du {day}"),
    ("retranscription", "Retranscrire l’entretien enregistré ({n} min), dossier {ref}"),
    ("retranscription", "Procès-verbal du CSE du {day}"),
    ("mise_en_page", "Mettre en page l’assignation et le bordereau de pièces, dossier {ref}"),
    ("mise_en_page", "Mettre en page le dossier de permis de construire ({n} p.)"),
    ("mise_en_page", "Feuilles d’émargement de la session de {month}"),
    ("mise_en_page", "Étiquettes de prix (« {euros} la botte »)"),
    ("mise_en_page", "Reprendre la charte du rapport {name}"),
    ("agenda", "Caler {n} rendez-vous (nouveaux clients)"),
    ("agenda", "Déplacer le rendez-vous de {name} du {day}"),
    ("agenda", "Confirmer par SMS les rendez-vous de la semaine"),
    ("agenda", "Reporter les audiences de {month} dans l’agenda"),
    ("agenda", "Réserver un aller-retour pour le rendez-vous {name}"),
    ("telephone", "Rappeler {name} au sujet du dossier {ref}"),
    ("telephone", "Rappeler {n} patients pour déplacer leur rendez-vous"),
    ("telephone", "Appeler la mairie pour l’autorisation du {day}"),
    ("telephone", "Permanence téléphonique ({n} appels)"),
    ("telephone", "Laisser un message à Mme {name}, puis mail de confirmation"),
    ("devis", "Saisir {n} devis"),
    ("devis", "Devis {name} : salle d’eau et chauffe-eau ({euros})"),
    ("devis", "Corriger le devis {ref} après l’appel de {name}"),
    ("devis", "Envoyer le devis {name} avant midi"),
    ("facturation", "Préparer les {n} factures de {month}"),
    ("facturation", "Facture {invoice} : ajouter la retenue de garantie"),
    ("facturation", "Avoir sur la facture {invoice} ({euros})"),
    ("facturation", "Note d’honoraires n° {n}"),
    ("saisie", "Saisir {n} factures fournisseurs"),
    ("saisie", "Pointer le relevé bancaire de {month}"),
    ("saisie", "Note de frais de {month}, {n} tickets"),
    ("compta_preparatoire", "Envoyer au comptable les pièces de TVA de {month}"),
    ("compta_preparatoire", "Réclamer les {n} justificatifs manquants à {name}"),
    ("courriels", "Répondre aux {n} courriels de la boîte « bonjour@ »"),
    ("courriels", "Trier la boîte de réception de {name}"),
    ("courriels", "Publipostage des vœux ({n} adresses)"),
    ("courriers", "Convoquer les {n} entreprises à la réunion n° {n}"),
    ("courriers", "Convocations « Excel, niveau 2 » ({n} stagiaires)"),
    ("courriers", "{n} attestations de fin de formation"),
    ("courriers", "Lettre recommandée à {name}, dossier {ref}"),
    ("classement", "Numériser et nommer {n} pièces, dossier {ref}"),
    ("classement", "Classer les plans, indice C"),
    ("classement", "Ouvrir la chemise du dossier {ref} ({name})"),
    ("compte_rendu", "Compte rendu de la réunion de chantier n° {n}"),
    ("compte_rendu", "Compte rendu de l’assemblée du {day}, relecture de M. {name}"),
    ("relecture", "Relire le CCTP du lot {n}"),
    ("relecture", "Relire le mémoire technique {name} ({n} p.)"),
    ("tableau_de_bord", "Mettre à jour le tableau des situations de travaux"),
    ("tableau_de_bord", "Suivi des heures de {month}"),
    ("commande", "Commander {n} ramettes et des chemises à l’œillet"),
    ("commande", "Commander la robinetterie du chantier {name}"),
    ("deplacement", "Réserver l’hôtel de {name} à Nîmes"),
    ("formalite", "Déposer la déclaration préalable, dossier {ref}"),
    ("formalite", "Déclarer le chiffre d’affaires de {month} à l’Urssaf"),
    ("administratif", "Mettre à jour l'annonce du répondeur"),
)
"""Category and title."""

NAMES = (
    "Abrivard", "Béraldine", "Cœurdassier", "d’Estrameau", "Ézanville", "Fleuriaud", "Guérandel", "Houdemont",
    "Ixelaire", "Jouvencel", "Kerzavoir", "Lœuilleux", "Mauléon-Prat", "Nédélac", "O’Kellan", "Pérennelle-Dû",
    "Quintefeuille", "Roquelaine", "Sénéchaux", "Tréguivy", "Urbalin", "Vérignac", "Wœstelandt", "Ysambart",
)

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)

CHANNELS = ("mail", "mail", "mail", "telephone", "whatsapp", "sms", "recurrent")

HOURS = (time(10), time(12), time(12), time(14), time(17), time(18))

NOTES = (
    "rappelé {name}, message laissé", "pièces envoyées {n} min avant l’heure", "{n} pages relues, reste l’annexe",
    "voir avec {name} pour le dossier {ref}", "attendre la réponse avant de relancer ; n’appeler que l'après-midi",
    "le tableau de {month} est dans le dossier partagé",
)

RESULTS = (
    "{n} messages laissés, 2 virements promis pour le {day}", "Envoyé à {name} le {day}.", "{n} pages rendues.",
    "Rendez-vous confirmé avec Mme {name}.", "Facture {invoice} réglée ({euros}).",
)

REASONS = (
    "Les pièces ne sont pas arrivées ; rappel envoyé mercredi.", "Le texte de l’annonce reste à valider.",
    "Pas de réponse du service malgré deux relances (mardi et jeudi).", "Demande retirée au téléphone.",
    "La convention signée n’est pas encore reçue.",
)

SUMMARIES = (
    "Rendez-vous de Mme {name} à décaler.", "« Les convocations sont-elles parties ? » – réponse promise avant 10 h.",
    "Démarchage (mutuelle).", "Dictée n° {n} avancée à demain midi ; {n} rendez-vous à caler.",
    "Question de {name} sur la facture {invoice}.",
)
