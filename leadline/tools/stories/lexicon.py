"""Words the drafting rules know: people, systems, verbs. Data, not logic; general trade English, no project's own terms."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


PEOPLE = word_set(
    """
    admin administrator advisor adviser agent analyst applicant approver architect archivist assessor assistant
    auditor author auctioneer baker beneficiary bidder bookkeeper borrower broker buyer caller candidate
    caregiver carer cashier champion chef chemist citizen claimant cleaner clerk client clinician coach
    colleague commuter contractor consultant consumer contributor controller coordinator counsel counsellor
    courier creator curator customer dealer depositor designer developer dietitian director dispatcher
    distributor doctor donor driver editor electrician employee employer engineer estimator evaluator examiner
    executive expert farmer finance fleet-manager foreman freelancer fundraiser guardian guest guide handler
    head hiring-manager homeowner host hr inspector installer instructor insurer intern interviewer investigator
    investor janitor journalist judge landlord lawyer lead leader learner lecturer librarian maintainer maker
    manager marketer mechanic mediator member mentor merchant minister moderator modeller nurse officer operator
    organiser organizer owner parent participant partner passenger patient patron payer payee pharmacist
    photographer physician physicist picker pilot planner player police practitioner principal producer
    professional professor programmer promoter provider publisher purchaser radiologist reader receptionist
    recipient recruiter referee registrar renter reporter representative requester requestor researcher resident
    reviewer rider scheduler scientist scrum-master secretary seller sender shopper sponsor staff stakeholder
    statistician steward student subscriber supervisor supplier surgeon surveyor teacher teammate technician
    teller tenant tester therapist trader trainee trainer translator traveler traveller treasurer trustee tutor
    underwriter user vendor veterinarian victim viewer visitor volunteer voter waiter warehouseman warden welder
    worker writer everyone anyone people person team department operations marketing sales procurement
    compliance helpdesk dba sre devops ceo cfo cto cio pm po qa bidder collector adopter implementer implementor
    committer individual subject crew personnel workforce management board committee finance-team accountant
    registrant attendee speaker organisation organization public responder rep boss chair chairman chairwoman
    pupil child adult senior operator rancher grower nurse midwife paramedic dispatcher janitor keeper holder
    policyholder cardholder shareholder leaseholder taxpayer firefighter lifeguard captain cook barista concierge
    housekeeper curator notary attorney solicitor prosecutor inmate pensioner spouse neighbour neighbor apprentice dean
    headteacher invigilator athlete exhibitor spectator agronomist recipient picker coordinator
    bearer delegate backup-operator stylist hairdresser trainer operator colleagues
    """
)
"""Singular head nouns that name somebody (or a group that acts as one)."""

GROUP_ROLES = {
    "hr": "HR officer",
    "finance": "finance officer",
    "marketing": "marketing manager",
    "sales": "sales representative",
    "procurement": "procurement officer",
    "compliance": "compliance officer",
    "operations": "operations manager",
    "management": "manager",
    "helpdesk": "help desk agent",
    "support": "support agent",
    "legal": "legal counsel",
    "accounting": "accountant",
    "logistics": "logistics coordinator",
    "security": "security officer",
    "qa": "QA engineer",
    "devops": "DevOps engineer",
    "ops": "operations engineer",
    "staff": "staff member",
    "personnel": "staff member",
    "crew": "crew member",
    "workforce": "employee",
    "people": "person",
    "public": "member of the public",
    "everyone": "user",
    "anyone": "user",
    "everybody": "user",
    "anybody": "user",
    "colleagues": "colleague",
    "team": "team member",
    "it": "IT administrator",
    "admin": "administrator",
    "board": "board member",
    "committee": "committee member",
    "police": "police officer",
}
"""Departments and groups -> the person who stands for them in a story."""

NOT_PEOPLE = word_set(
    """
    order number user-agent server browser computer filter folder header footer paper parameter container
    cluster letter counter controller scheduler handler provider loader parser driver router adapter provisioner
    reader writer sensor monitor processor register identifier pointer buffer timer trigger layer user-interface
    identity-provider payment-provider service-provider calendar answer centre center offer transfer power water
    weather winter summer december october september november master character member-state meter trailer
    printer scanner tracker newsletter voucher owner-reference manager-binary chatbot bot volunteering
    customisation
    """
)

SYSTEMS = word_set(
    """
    system portal app application platform service tool solution software website site page device gateway
    sensor module api backend frontend interface client-app dashboard engine component controller database
    server product feature plugin plug-in bot chatbot firmware hub kiosk terminal wizard scheduler pipeline job
    process microservice integration connector workflow form screen view inventory catalogue catalog store shop
    intranet extranet machine robot unit thermostat meter camera lock beacon tracker wearable script command cli
    library sdk framework cluster node kubelet apiserver kube-apiserver pod container agent operator operator
    scheduler proxy driver provisioner webhook release migration warehouse lake platform marketplace network
    router printer scanner kubectl kubeadm etcd kubernetes implementation proposal kep project enhancement
    change message notification email report export import algorithm model assistant search checkout program programme website
    """
)
"""Head nouns that name a thing which acts; people win where a word is in both lists and the text treats it as a person."""

STRONG_VERBS = word_set(
    """
    accept access achieve acknowledge activate adapt add adjust administer aggregate allocate allow amend
    analyse analyze announce annotate anonymise anonymize answer append apply approve archive arrange ask assess
    assign associate attach authenticate authorise authorize avoid backfill ban become begin behave bind block
    bring browse build buy calculate call cancel capture categorise categorize change charge check choose claim
    clarify classify clean clear click close collaborate collect combine comment communicate compare complete
    compute configure confirm connect consolidate consume contact continue contribute control convert copy
    correct create customise customize deactivate decide declare decline decommission decrease deduct
    deduplicate define delegate delete delist deliver deny deploy deprecate describe design detect determine
    disable discard disconnect discover dismiss display dispatch distribute download draft drag earn edit email
    emit enable encrypt end enforce enroll enrol ensure enter erase escalate establish estimate evaluate examine
    exclude execute expire explain explore expose extend extract fail fill find fix flag follow forbid forecast
    forward generate get give grant group guarantee handle harvest hide hold identify ignore implement improve
    include increase inform ingest initiate insert inspect install integrate interact introduce invalidate
    invite invoke issue join keep know launch learn leave limit link list load locate lock log login maintain
    make manage map mark mask match measure merge message migrate minimise minimize modify monitor mount move
    mute navigate negotiate notify obtain offer open operate optimise optimize organise organize overwrite pair
    park participate pass pause pay perform persist personalise personalize pick place plan post postpone
    predict prepare present preserve prevent preview print prioritise prioritize process procure produce promote
    prompt propagate propose protect prove provide provision publish pull purchase push put query queue raise
    read rearrange reassign recalculate receive recommend reconcile record recover redeem redirect reduce refer
    refund refuse register reject release rely remember remind remove rename render renew reopen reorder repeat
    replace replay replicate reply report repost represent reproduce request require reschedule resend reserve
    reset resolve respond restart restore restrict resubmit resume retain retrieve retry return reuse review
    revoke rotate route run sanitise save scale scan schedule search secure see select sell send serve set
    settle share ship show sign simplify simulate skip snooze sort specify split start stay stop store stream
    submit subscribe suggest summarise summarize supply support surface suspend swap switch sync synchronise
    synchronize tag take terminate test theme throttle tie tolerate toggle trace track train transfer transform
    translate transmit treat trigger turn unblock undo uninstall unlock unsubscribe update upgrade upload use
    validate verify view visualise visualize void vote wait warn watch withdraw work write zip bulk-update crop
    swipe reboot recharge book rate rank repair rent shorten re-run rerun re-order onboard offboard grade
    finalise finalize calibrate enrol ingest sync rebook roam honour honor dim reassure assemble attend rewrite
    reprint top donate translate refine embed expand refactor reorganise self-register check-in consent object
    opt inquire relocate replenish restock dispense disburse award administrate interrupt defer deploy advertise
    aggregate tell allow reflect actuate develop express leverage unify formalise formalize standardise
    standardize graduate decouple tweak benchmark instrument adopt rework revamp research reserve eliminate
    relax drop preserve favour favor educate teach celebrate decide complain heat cool adjust irrigate dose
    steer park charge refuel navigate walk drive order-in roll alert drill honour bypass authorize clone commit bookmark favourite
    freeze unfreeze survive lend borrow invest deposit reimburse nominate appoint oversee supervise vaccinate
    diagnose prescribe discharge refill pack unpack unload weigh blacklist whitelist shortlist hire demote waive
    prolong highlight transcribe redact conceal reveal trigger
    rollback escalate finish evict admit reach respect stabilise stabilize refresh reconnect
    """
)
NOUN_VERBS = word_set(
    """
    access address amount answer approach archive audit auction balance bill block book budget call cancel
    change charge chart chat check claim comment contact contract control copy cost count credit date debit
    delay design display document draft email end exchange export feature file filter fine flag form function
    group import index interface invoice issue issue join label lead leave limit link list log map mark match
    measure message model monitor name need note notice object offer order pay phone photo picture plan place
    post present price print process produce profile program project purchase query queue quote range rank rate
    record refund release rent repair reply report request research reserve result return review ride role route
    sample scan schedule score screen search set share ship sign signal sort source stamp start state status
    stock stop store stream structure suit supply support survey switch tag target task template test ticket
    time token tool trace track trade train transfer transport trigger trip update upgrade upload download use
    user value view visit vote work zoom backup lock benefit display split load pick return sale invite
    """
)
"""Verbs that are as often nouns: read as verbs only where the neighbourhood says so."""

VERBS = STRONG_VERBS | NOUN_VERBS - word_set(
    "address amount approach balance budget chart count credit date debit user status stock"
)

_PAIRS = word_set(
    """
    become:become begin:begun bind:bound bring:brought build:built buy:bought choose:chosen deal:dealt do:done
    draw:drawn find:found get:got give:given go:gone have:had hide:hidden hold:held keep:kept know:known
    lead:led leave:left lend:lent log:logged lose:lost make:made mean:meant meet:met overwrite:overwritten
    pay:paid put:put read:read rerun:rerun run:run say:said see:seen sell:sold send:sent resend:resent set:set
    reset:reset show:shown shut:shut split:split take:taken tell:told undo:undone withdraw:withdrawn
    write:written be:been cut:cut forbid:forbidden learn:learned sync:synced submit:submitted permit:permitted
    refer:referred transfer:transferred defer:deferred map:mapped tag:tagged drag:dragged drop:dropped
    ship:shipped stop:stopped swap:swapped scan:scanned plan:planned ban:banned rebut:rebutted commit:committed
    admit:admitted emit:emitted transmit:transmitted opt:opted program:programmed flag:flagged skip:skipped
    unsubscribe:unsubscribed enrol:enrolled cancel:cancelled label:labelled trim:trimmed format:formatted
    freeze:frozen unfreeze:unfrozen lend:lent oversee:overseen
    zip:zipped wrap:wrapped crop:cropped pin:pinned unpin:unpinned clip:clipped chat:chatted dim:dimmed
    """
)
IRREGULAR = dict(pair.split(":", 1) for pair in sorted(_PAIRS))
"""Base form -> past participle, irregular or with a doubled consonant."""
