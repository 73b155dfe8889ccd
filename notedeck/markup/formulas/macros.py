r"""The macros and environments of MathJax 3 as Anki ships it, by MathJax's package; pure data.

`python -m benchmarks.formulas --mathjax FOLDER` compares them with the tables of a MathJax: each of its macros must be
either here or refused.
"""

from __future__ import annotations

MACROS_BY_PACKAGE = {
    "ams": r"""
    Bbbk Box Bumpeq Cap Cup Diamond Doteq Finv Game Join Lleftarrow Lsh Rrightarrow Rsh Subset Supset Vdash Vvdash
    approxeq backepsilon backprime backsim backsimeq barwedge because beth between bigstar binom blacklozenge
    blacksquare blacktriangle blacktriangledown blacktriangleleft blacktriangleright boxdot boxed boxminus boxplus
    boxtimes bumpeq centerdot cfrac checkmark circeq circlearrowleft circlearrowright circledR circledS circledast
    circledcirc circleddash complement curlyeqprec curlyeqsucc curlyvee curlywedge curvearrowleft curvearrowright
    daleth dashleftarrow dashrightarrow dbinom ddddot dddot dfrac diagdown diagup digamma divideontimes doteqdot
    dotplus doublebarwedge doublecap doublecup downdownarrows downharpoonleft downharpoonright eqcirc eqsim
    eqslantgtr eqslantless eth fallingdotseq frac genfrac geqq geqslant ggg gggtr gimel gnapprox gneq gneqq gnsim
    gtrapprox gtrdot gtreqless gtreqqless gtrless gtrsim gvertneqq hslash idotsint iiiint impliedby implies injlim
    intercal lVert leadsto leftarrowtail leftleftarrows leftrightarrows leftrightharpoons leftrightsquigarrow
    leftthreetimes leqq leqslant lessapprox lessdot lesseqgtr lesseqqgtr lessgtr lesssim lhd llcorner lll llless
    lnapprox lneq lneqq lnsim looparrowleft looparrowright lozenge lrcorner ltimes lvert lvertneqq maltese mathring
    measuredangle mho multimap nLeftarrow nLeftrightarrow nRightarrow nVDash nVdash ncong negmedspace negthickspace
    nexists ngeq ngeqq ngeqslant ngtr nleftarrow nleftrightarrow nleq nleqq nleqslant nless nmid nobreakspace notag
    nparallel nprec npreceq nrightarrow nshortmid nshortparallel nsim nsubseteq nsubseteqq nsucc nsucceq nsupseteq
    nsupseteqq ntriangleleft ntrianglelefteq ntriangleright ntrianglerighteq nvDash nvdash operatorname pitchfork
    precapprox preccurlyeq precnapprox precneqq precnsim precsim projlim rVert restriction rhd rightarrowtail
    rightleftarrows rightleftharpoons rightrightarrows rightsquigarrow rightthreetimes risingdotseq rtimes rvert
    shortmid shortparallel sideset smallfrown smallsetminus smallsmile sphericalangle sqsubset sqsupset square
    subseteqq subsetneq subsetneqq substack succapprox succcurlyeq succnapprox succneqq succnsim succsim supseteqq
    supsetneq supsetneqq tag tbinom tfrac therefore thickapprox thicksim triangledown trianglelefteq triangleq
    trianglerighteq twoheadleftarrow twoheadrightarrow ulcorner unlhd unrhd upharpoonleft upharpoonright upuparrows
    urcorner vDash varDelta varGamma varLambda varOmega varPhi varPi varPsi varSigma varTheta varUpsilon varXi
    varinjlim varkappa varliminf varlimsup varnothing varprojlim varpropto varsubsetneq varsubsetneqq varsupsetneq
    varsupsetneqq vartriangle vartriangleleft vartriangleright veebar xleftarrow xrightarrow yen
    """,
    "base": r"""
    ! # $ % & , : ; > And Arrowvert Bbb Big Bigg Biggl Biggm Biggr Bigl Bigm Bigr Delta Downarrow Gamma Huge Im
    LARGE LaTeX Lambda Large Leftarrow Leftrightarrow Longleftarrow Longleftrightarrow Longrightarrow Omega Phi Pi
    Pr Psi Re Rightarrow Rule S Sigma Space TeX Theta Tiny Uparrow Updownarrow Upsilon Vert Xi \ _ above
    abovewithdelims acute aleph alpha amalg angle approx arccos arcsin arctan arg array arrowvert ast asymp atop
    atopwithdelims backslash bar bbFont begin beta bf big bigcap bigcirc bigcup bigg biggl biggm biggr bigl bigm
    bigodot bigoplus bigotimes bigr bigsqcup bigtriangledown bigtriangleup biguplus bigvee bigwedge bmod bot bowtie
    brace bracevert brack breve buildrel bullet cal cap cases cdot cdotp cdots check chi choose circ clubsuit colon
    cong coprod cos cosh cot coth cr csc cup dagger dashv ddagger ddot ddots deg delta det diamond diamondsuit dim
    displaylines displaystyle div divsymbol dot doteq dots dotsb dotsc dotsi dotsm dotso downarrow ell emptyset end
    enspace epsilon eqalign eqalignno equiv eta exists exp fbox flat forall frak framebox frown gamma gcd ge geq
    gets gg grave gt hat hbar hbox hdashline heartsuit hfil hfill hfilll hline hom hookleftarrow hookrightarrow
    hphantom hskip hspace huge iff iiint iint imath in inf infty int intop iota it jmath kappa ker kern lambda land
    langle large lbrace lbrack lceil ldotp ldots le left leftarrow leftharpoondown leftharpoonup leftrightarrow
    leftroot leq leqalignno lfloor lg lgroup lim liminf limits limsup ll llap lmoustache ln lnot log longleftarrow
    longleftrightarrow longmapsto longrightarrow lor lower lt mapsto mathbb mathbf mathbfcal mathbffrak mathbfit
    mathbfscr mathbfsf mathbfsfit mathbfsfup mathbfup mathbin mathcal mathchoice mathclose mathfrak mathinner mathit
    mathnormal mathop mathopen mathord mathpunct mathrel mathrm mathscr mathsf mathsfit mathsfup mathstrut mathtt
    mathup matrix max mbox mid middle min mit mkern mod models moveleft moveright mp mskip mspace mu nabla natural
    ne nearrow neg negthinspace neq newline ni nolimits nonscript nonumber normalsize not notChar notin nu nwarrow
    odot oint oldstyle omega omicron ominus oplus oslash otimes over overbrace overleftarrow overleftrightarrow
    overline overparen overrightarrow overset overunderset overwithdelims owns parallel partial perp phantom phi pi
    pm pmatrix pmb pmod pod prec preceq prime prod propto psi qquad quad raise rangle rbrace rbrack rceil rfloor
    rgroup rho right rightarrow rightharpoondown rightharpoonup rlap rm rmoustache root rule scr scriptscriptstyle
    scriptsize scriptstyle searrow sec setminus sf sharp sigma sim simeq sin sinh skew small smallint smash smile
    space spadesuit sqcap sqcup sqrt sqsubseteq sqsupseteq stackbin stackrel star strut subset subseteq succ succeq
    sum sup supset supseteq surd swarrow symbb symbf symbfcal symbffrak symbfit symbfscr symbfsf symbfsfit symbfsfup
    symbfup symcal symfrak symit symnormal symrm symscr symsf symsfit symsfup symtt symup tan tanh tau text textbf
    textit textnormal textrm textsf textstyle texttt textup theta thinspace tilde times tiny to top triangle
    triangleleft triangleright tt underbrace underleftarrow underleftrightarrow underline underparen underrightarrow
    underset uparrow updownarrow uplus uproot upsilon varepsilon varphi varpi varrho varsigma vartheta vcenter vdash
    vdots vec vee vert vphantom wedge widehat widetilde wp wr xi zeta { | }
    """,
    "bbox": r"""
    bbox
    """,
    "boldsymbol": r"""
    boldsymbol
    """,
    "braket": r"""
    Bra Braket Ket Ketbra Set bra braket ket ketbra set
    """,
    "bussproofs": r"""
    AXC Axiom AxiomC BIC BinaryInf BinaryInfC LL LeftLabel QuaternaryInf QuaternaryInfC QuinaryInf QuinaryInfC RL
    RightLabel TIC TrinaryInf TrinaryInfC UIC UnaryInf UnaryInfC alwaysDashedLine alwaysNoLine alwaysRootAtBottom
    alwaysRootAtTop alwaysSingleLine alwaysSolidLine dashedLine fCenter noLine rootAtBottom rootAtTop singleLine
    solidLine
    """,
    "cancel": r"""
    bcancel cancel cancelto xcancel
    """,
    "centernot": r"""
    centerOver centernot
    """,
    "color": r"""
    color colorbox fcolorbox textcolor
    """,
    "colortbl": r"""
    cellcolor columncolor rowcolor
    """,
    "empheq": r"""
    empheqbigl empheqbiglVert empheqbiglangle empheqbiglbrace empheqbiglbrack empheqbiglceil empheqbiglfloor
    empheqbiglparen empheqbiglvert empheqbigr empheqbigrVert empheqbigrangle empheqbigrbrace empheqbigrbrack
    empheqbigrceil empheqbigrfloor empheqbigrparen empheqbigrvert empheql empheqlVert empheqlangle empheqlbrace
    empheqlbrack empheqlceil empheqlfloor empheqlparen empheqlvert empheqr empheqrVert empheqrangle empheqrbrace
    empheqrbrack empheqrceil empheqrfloor empheqrparen empheqrvert
    """,
    "enclose": r"""
    enclose
    """,
    "extpfeil": r"""
    xlongequal xtofrom xtwoheadleftarrow xtwoheadrightarrow
    """,
    "gensymb": r"""
    celsius degree micro ohm perthousand
    """,
    "mathtools": r"""
    Aboxed ArrowBetweenLines Colonapprox Coloneq Coloneqq Colonsim Eqcolon Eqqcolon MTFlushSpaceAbove
    MTFlushSpaceBelow MTThinColon MoveEqLeft adjustlimits bigtimes centercolon clap colonapprox coloneq coloneqq
    colonsim cramped crampedclap crampedllap crampedrlap crampedsubstack dblcolon eqcolon eqqcolon lparen mathclap
    mathllap mathmakebox mathmbox mathrlap ndownarrow nuparrow ordinarycolon overbracket prescript rparen
    shortvdotswithin shoveleft shoveright splitdfrac splitfrac textclap textllap textrlap underbracket vdotswithin
    xLeftarrow xLeftrightarrow xRightarrow xhookleftarrow xhookrightarrow xleftharpoondown xleftharpoonup
    xleftrightarrow xleftrightharpoons xmapsto xmathstrut xrightharpoondown xrightharpoonup xrightleftharpoons
    """,
    "mhchem": r"""
    ce longLeftrightharpoons longRightleftharpoons longleftrightarrows longrightleftharpoons pu tripledash
    xLeftrightharpoons xRightleftharpoons
    """,
    "textcomp": r"""
    textacutedbl textasciiacute textasciibreve textasciicaron textasciicircum textasciidieresis textasciimacron
    textasciitilde textasteriskcentered textbackslash textbaht textbar textbardbl textbigcircle textblank textborn
    textbraceleft textbraceright textbrokenbar textbullet textcelsius textcent textcentoldstyle textcircledP
    textcolonmonetary textcompwordmark textcopyleft textcopyright textcurrency textdagger textdaggerdbl textdegree
    textdied textdiscount textdiv textdivorced textdollar textdollaroldstyle textdong textdownarrow
    texteightoldstyle textellipsis textemdash textendash textestimated texteuro textexclamdown textfiveoldstyle
    textflorin textfouroldstyle textfractionsolidus textgravedbl textgreater textguarani textinterrobang
    textinterrobangdown textlangle textlbrackdbl textleftarrow textless textlira textlnot textlquill textmarried
    textmho textminus textmu textmusicalnote textnaira textnineoldstyle textnumero textohm textonehalf
    textoneoldstyle textonequarter textonesuperior textopenbullet textordfeminine textordmasculine textparagraph
    textperiodcentered textpertenthousand textperthousand textpeso textpm textquestiondown textquotedblleft
    textquotedblright textquoteleft textquoteright textrangle textrbrackdbl textrecipe textreferencemark
    textregistered textrightarrow textrquill textsection textservicemark textsevenoldstyle textsixoldstyle
    textsterling textsurd textthreeoldstyle textthreequarters textthreesuperior texttildelow texttimes texttrademark
    texttwooldstyle texttwosuperior textunderscore textuparrow textvisiblespace textwon textyen textzerooldstyle
    """,
    "unicode": r"""
    unicode
    """,
    "upgreek": r"""
    Updelta Upgamma Uplambda Upomega Upphi Uppi Uppsi Upsigma Uptheta Upupsilon Upxi upalpha upbeta upchi updelta
    upepsilon upeta upgamma upiota upkappa uplambda upmu upnu upomega upomicron upphi uppi uppsi uprho upsigma uptau
    uptheta upupsilon upvarepsilon upvarphi upvarpi upvarrho upvarsigma upvartheta upxi upzeta
    """,
    "verb": r"""
    verb
    """,
}
ENVIRONMENTS_BY_PACKAGE = {
    "ams": r"""
    Bmatrix Vmatrix align align* alignat alignat* aligned alignedat bmatrix cases eqnarray* equation* flalign
    flalign* gather gather* gathered matrix multline multline* pmatrix smallmatrix split subarray vmatrix xalignat
    xalignat* xxalignat
    """,
    "amscd": r"""
    CD
    """,
    "base": r"""
    array eqnarray equation
    """,
    "bussproofs": r"""
    prooftree
    """,
    "cases": r"""
    numcases subnumcases
    """,
    "empheq": r"""
    empheq
    """,
    "mathtools": r"""
    Bmatrix* Bsmallmatrix Bsmallmatrix* Vmatrix* Vsmallmatrix Vsmallmatrix* bmatrix* bsmallmatrix bsmallmatrix*
    cases* crampedsubarray dcases dcases* drcases drcases* lgathered matrix* multlined pmatrix* psmallmatrix
    psmallmatrix* rcases rcases* rgathered smallmatrix* spreadlines vmatrix* vsmallmatrix vsmallmatrix*
    """,
}
# Macros of MathJax that do more than display, by what they do.
REFUSED_BY_EFFECT = {
    "opens or marks a link": "href ref eqref refeq",
    "names a part of the page": "label cssId class",
    "changes the style of the page": "style",
    "adds attributes of HTML": "mmlToken",
    "reacts to the pointer": "toggle endtoggle mathtip texttip",
    "loads code": "require",
    "defines a macro or a colour": """
    def let newcommand renewcommand providecommand newenvironment renewenvironment gdef edef xdef global
    DeclareMathOperator DeclarePairedDelimiter DeclarePairedDelimiters DeclarePairedDelimiterX DeclarePairedDelimitersX
    DeclarePairedDelimiterXPP DeclarePairedDelimitersXPP Newextarrow definecolor
    """,
    "changes other formulas": "newtagform renewtagform usetagform mathtoolsset minCDarrowwidth minCDarrowheight",
}
GREEK_CAPITALS = {  # that look like Latin ones
    "Alpha": "A",
    "Beta": "B",
    "Epsilon": "E",
    "Zeta": "Z",
    "Eta": "H",
    "Iota": "I",
    "Kappa": "K",
    "Mu": "M",
    "Nu": "N",
    "Omicron": "O",
    "Rho": "P",
    "Tau": "T",
    "Chi": "X",
}
# What MathJax in Anki shows for macros of KaTeX, of Obsidian and of LaTeX packages that it does not have.
SYNONYMS = {
    "bold": r"\mathbf",
    "bm": r"\boldsymbol",
    "mathbbm": r"\mathbb",
    "mathds": r"\mathbb",
    "reals": r"\mathbb{R}",
    "Reals": r"\mathbb{R}",
    "natnums": r"\mathbb{N}",
    "cnums": r"\mathbb{C}",
    "Complex": r"\mathbb{C}",
    "argmax": r"\operatorname*{argmax}",
    "argmin": r"\operatorname*{argmin}",
    "plim": r"\operatorname*{plim}",
    "empty": r"\emptyset",
    "infin": r"\infty",
    "exist": r"\exists",
    "isin": r"\in",
    "and": r"\land",
    "or": r"\lor",
    "sub": r"\subset",
    "sube": r"\subseteq",
    "supe": r"\supseteq",
    "lang": r"\langle",
    "rang": r"\rangle",
    "sdot": r"\cdot",
    "bull": r"\bullet",
    "larr": r"\leftarrow",
    "rarr": r"\rightarrow",
    "lrarr": r"\leftrightarrow",
    "uarr": r"\uparrow",
    "darr": r"\downarrow",
    "Larr": r"\Leftarrow",
    "Rarr": r"\Rightarrow",
    "Lrarr": r"\Leftrightarrow",
    "plusmn": r"\pm",
    "real": r"\Re",
    "image": r"\Im",
    "abs": r"\lvert #1\rvert",
    "norm": r"\lVert #1\rVert",
    "dd": r"\mathrm{d}",
    "harr": r"\leftrightarrow",
    "hArr": r"\Leftrightarrow",
    "Harr": r"\Leftrightarrow",
    "lArr": r"\Leftarrow",
    "rArr": r"\Rightarrow",
    "uArr": r"\Uparrow",
    "dArr": r"\Downarrow",
    "alef": r"\aleph",
    "alefsym": r"\aleph",
    "weierp": r"\wp",
    "thetasym": r"\vartheta",
    "ang": r"\angle",
    "sect": r"\S",
    "dag": r"\dagger",
    "ddag": r"\ddagger",
    "Dagger": r"\ddagger",
    **{f"{suit}s": rf"\{suit}suit" for suit in ("club", "diamond", "heart", "spade")},
    **{name: rf"\mathrm{{{letter}}}" for name, letter in GREEK_CAPITALS.items()},
    **{letter: rf"\mathbb{{{letter}}}" for letter in "RNZQC"},
    "operatornamewithlimits": r"\operatorname*",
    "llbracket": r"[\![",
    "rrbracket": r"]\!]",
    "ensuremath": "#1",
    "emph": r"\textit",
    "footnotesize": r"\scriptsize",
    "widecheck": r"\check",
    "raisebox": r"\raise#1{\text{#2}}",
    "relax": "",
    "xspace": "",
}
# What to write for macros whose arguments cannot be told from what follows.
REPLACEMENTS = {"qty": r"left( x \right)"}

MACROS = frozenset(name for names in MACROS_BY_PACKAGE.values() for name in names.split())
ENVIRONMENTS = frozenset(name for names in ENVIRONMENTS_BY_PACKAGE.values() for name in names.split())
REFUSED = {name: effect for effect, names in REFUSED_BY_EFFECT.items() for name in names.split()}
