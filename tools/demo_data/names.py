"""Every name in the county. All are made up, from the Mesolithic, from tides and from
the fishing banks of the North Sea; none is a real ward, district or person."""

DISTRICTS = ("Maglemose", "Silverpit", "Leman and Ower", "Storegga Vale", "Oyster Ground",
             "Long Forties")

# Town, kind, place in km from the county's south-west corner, residents, district.
TOWNS = (
    ("Maglemose", "city", 30.5, 27.0, 158000, 0),
    ("Silverpit Haven", "town", 46.4, 18.5, 88000, 1),
    ("Oysterhythe", "town", 51.0, 31.0, 41000, 4),
    ("Lemanmouth", "town", 13.0, 9.5, 36000, 2),
    ("Fortieshaven", "town", 8.0, 26.5, 33000, 5),
    ("Storegga Cross", "town", 28.5, 37.5, 27000, 3),
    ("Aurochsford", "town", 20.0, 19.5, 24000, 2),
    ("Ower Staithe", "town", 32.5, 7.0, 21000, 2),
    ("Peatminster", "town", 40.5, 34.0, 19000, 3),
    ("Antlerby", "town", 17.0, 33.5, 16000, 5),
    ("Whelkness", "town", 48.5, 10.5, 14000, 1),
    ("Hazelhythe", "town", 37.0, 14.5, 12000, 1),
    ("Amber Sands", "town", 49.0, 39.0, 9000, 4),
    ("Eelby", "town", 24.5, 11.5, 8500, 2),
    ("Fladen", "town", 4.6, 40.2, 4200, 5),
)

VILLAGES = (
    "Harpoon Cross", "Eel Weir", "Cockle Row", "Red Deer Leys", "Flint Sokens", "Birch Tar",
    "Mammoth Fen", "Peat Dyke", "Antler Green", "Otter Staithe", "Bittern Holme", "Kelpwick",
    "Sprathorpe", "Little Sprathorpe", "Dabthwaite", "Brillby", "Turbot Fen", "Gannet Toft",
    "Samphire End", "Sedge Barrow", "Alder Carr", "Great Limpet", "Little Limpet", "Marramby",
    "Brent Mere", "Tern Holt", "Saltern St Aurochs", "Wrack Green", "Plaice Hill", "Dogfish Lane End",
    "Hearthstone", "Microlith", "Long Logboat", "Short Logboat", "Wolfskin", "Beaver Lodge",
    "Elk Common", "Tanged Point", "Burinby", "Knapperton", "Cranefoot", "Withy Bottom", "Oxbow Thorpe",
    "Reedmace", "Old Shoreline", "Drownden", "Ebbswick", "Floodmere", "Neapham", "Springtide",
    "Slackwater", "Tidewrack", "Cuttle Green", "Haddockby", "Saithe Hill", "Lingthorpe", "Tuskwell",
    "Boarwood", "Hazel Nuttery", "Sturgeon Wath", "Pikethwaite", "Perch Deeping", "Sandeel", "Skatewick",
    "Razor Sand", "Whimbrel", "Dunlin Marsh", "Knotholme", "Godwit Fen", "Puffin Steps", "Auk Head",
    "Guillemot", "Fulmar Rise", "Selkie Bay", "Walrus Hard",
)

# For wards inside towns that have more than one ward.
TOWN_WARDS = (
    "Kelpgate", "Flint Hill", "Amber Wharf", "Harpoon Street", "Eelmarket", "Birchtar",
    "Oystergate", "Whalebone", "Peat Quay", "Hearth Field", "Logboat", "Antler Park", "Red Ochre",
    "Tidemill", "Saltpans", "Fisher's Rest", "Mussel Bank", "Coracle", "Netmakers", "Old Foreshore",
    "Heron Bridge", "Bone Comb", "Driftwood", "Shellmidden", "Cormorant", "Sandglass", "Tanners Reach",
    "Beacon Hill", "Long Pier", "Curlew", "Ropewalk", "Lanternhouse", "Hazelgate", "Fore Dune",
    "Smokehouse", "Storm Wall", "Barnacle", "Spindle Field", "Sealskin", "Crab Lane",
)

STREET_ROOTS = (
    "Harpoon", "Flint", "Amber", "Antler", "Aurochs", "Barnacle", "Beacon", "Beaver", "Birch",
    "Bittern", "Boar", "Bonecomb", "Brent", "Brill", "Brine", "Burin", "Capelin", "Clam", "Cockle",
    "Coracle", "Cormorant", "Cowrie", "Crane", "Curlew", "Cuttle", "Dab", "Deer", "Dogger", "Drift",
    "Driftwood", "Dune", "Dunlin", "Ebb", "Eel", "Eider", "Elk", "Estuary", "Fathom", "Fen", "Ferry",
    "Fishergate", "Fjord", "Flounder", "Foam", "Foreshore", "Fowler", "Fulmar", "Gannet", "Glacier",
    "Godwit", "Granite", "Grebe", "Gull", "Haddock", "Hake", "Halibut", "Harbour", "Hazel", "Hearth",
    "Heron", "Herring", "Holme", "Ivory", "Jetty", "Kelp", "Kittiwake", "Knapper", "Knot", "Lagoon",
    "Lamprey", "Lantern", "Limpet", "Ling", "Lobster", "Logboat", "Lumpfish", "Mackerel", "Mammoth",
    "Marram", "Marsh", "Merle", "Mere", "Midden", "Mooring", "Mussel", "Narwhal", "Neap", "Nettle",
    "Ochre", "Osprey", "Otter", "Oyster", "Paddle", "Pearl", "Peat", "Pebble", "Perch", "Petrel",
    "Pike", "Pilchard", "Plaice", "Plover", "Pollack", "Quayside", "Quern", "Ray", "Reed", "Reef",
    "Reindeer", "Rope", "Rush", "Saithe", "Salt", "Samphire", "Sandeel", "Sandpiper", "Scallop",
    "Scaup", "Seal", "Sedge", "Selkie", "Shale", "Shearwater", "Shingle", "Shoal", "Skate", "Smelt",
    "Snipe", "Spindle", "Spit", "Sprat", "Squall", "Starfish", "Storm", "Strand", "Sturgeon",
    "Surf", "Tallow", "Tar", "Tern", "Thrift", "Tide", "Tiller", "Trawl", "Turbot", "Tusk", "Urchin",
    "Walrus", "Wave", "Weir", "Whalebone", "Whelk", "Whimbrel", "Wigeon", "Willow", "Winkle", "Withy",
    "Wolf", "Wrack", "Wrasse", "Cooper's", "King's", "Sailmaker's", "St Nicholas",
)

STREET_KINDS = ("Road", "Street", "Close", "Avenue", "Drive", "Way", "Lane", "Gardens", "Terrace",
                "Crescent", "Walk", "Row", "Court", "Place", "Grove")

CENTRE_STREETS = ("Market Place", "Church Street", "Bridge Street", "Fish Street", "Chapel Lane",
                  "Guildhall Street", "Corn Hill", "Mill Lane", "Castle Street", "New Street",
                  "St Peter's Street", "Fisherman's Row", "King Street", "Queen's Road")

ESTATES = (
    # Name, town, km east and north of the town's centre, share of all estate incidents.
    ("Sprat Hill", "Maglemose", -2.4, 1.5, 0.18),
    ("Tundra Fields", "Maglemose", 2.3, -1.9, 0.15),
    ("Peatlands", "Maglemose", 0.9, 2.7, 0.10),
    ("Trawler's Reach", "Silverpit Haven", -1.7, -1.1, 0.16),
    ("Cod End", "Silverpit Haven", 1.2, -1.6, 0.11),
    ("Halibut Park", "Oysterhythe", -1.2, 0.9, 0.09),
    ("Northwall", "Lemanmouth", 0.8, 1.0, 0.08),
    ("Beaver Lodge Estate", "Fortieshaven", 0.9, -0.8, 0.07),
    ("Ridgeway", "Storegga Cross", -0.8, -0.7, 0.06),
)

# Clusters of their own: town, km east and north of its centre.
CLUSTERS_AT = {
    "emerging": ("Oysterhythe", 0.35, -0.95),
    "fading": ("Silverpit Haven", -0.45, 1.35),
    "hidden": ("Maglemose", -1.0, -2.4),
}

# Premises: what stands before the town's name, or a whole name.
PUBS = ("The Otter", "The Mammoth", "The Bone Comb", "The Ship Ashore", "The Antler", "The Eel Trap",
        "The Old Lightship", "The Aurochs", "The Three Herrings", "The Flint & Tinder", "The Walrus",
        "The Cormorant", "The Peat Cutters' Arms", "The Trawlerman's Rest", "The Red Ochre",
        "The Curlew", "The Logboat", "The Drowned Bell", "The Harpooner", "The Blue Whelk")
CLUBS = ("Café Écume", "Undertow", "Club Abyssal", "Neon Kelp", "The Silverpit", "Tidal", "Ballroom 8200",
         "Spring Tide", "Undercurrent", "The Bathysphere", "Storegga Slide", "Fathom Five")
SCHOOLS = ("Mesolith Academy", "St Aurochs' School", "Tidewater School", "Hearth Hill Academy",
           "Longshore High School", "Kelp Lane School", "Beacon Academy", "Coracle Community School",
           "Reedmace School", "Bishop Whelk's School", "Northbank High School", "Fen Gate Academy",
           "Amberfield School", "Otterbank Academy", "Seal Bay School", "Drift End School")
PARKS = ("Peat Park", "Sealskin Green", "Tundra Common", "Harpoon Recreation Ground", "Esplanade Gardens",
         "Jubilee Foreshore", "Reindeer Meadow", "Mere Park")
MALLS = ("Oyster Shopping Centre", "The Middens", "Amber Arcade", "Quayside Centre", "The Landbridge")
