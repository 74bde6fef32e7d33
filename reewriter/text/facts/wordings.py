"""The words with which English gives words to people: verbs, offices, houses. Finds none."""

from __future__ import annotations

import re

from reewriter.text.facts.alternation import by_first

__all__ = ["BODY", "CROWD", "DOCUMENT", "OFFICE", "SAID", "SAYING", "SPOKES"]


def _either(pattern: str) -> str:
    """Write a group of alternatives so that few of them are tried."""
    inner = pattern.removeprefix("(?:").removesuffix(")")
    return f"(?:{by_first(re.split(r'[|](?![^(]*[)])', inner))})"


SAID = _either(
    r"(?:said|says?|saying|told|tells?|tell|add(?:s|ed|ing)|wr(?:ote|ites?|iting)|argu(?:es?|ed"
    r"|ing)"
    r"|not(?:es|ed|ing)|warn(?:s|ed|ing)|call(?:s|ed|ing)|describ(?:es|ed|ing)|explain(?:s|ed|ing)"
    r"|insist(?:s|ed|ing)|stress(?:es|ed|ing)|claim(?:s|ed|ing)|stat(?:es|ed|ing)|declar(?:es"
    r"|ed|ing)"
    r"|asks?|asked|asking|repl(?:ies|ied)|continu(?:es|ed)|conclud(?:es|ed)|recall(?:s|ed)"
    r"|acknowledg(?:es|ed)|admit(?:s|ted)|comment(?:s|ed)|remark(?:s|ed)|observ(?:es|ed)"
    r"|puts? it|announc(?:es|ed)|testif(?:ies|ied)|predict(?:s|ed)|post(?:s|ed)"
    r"|emphasi[sz](?:es|ed)"
    r"|caution(?:s|ed)|suggest(?:s|ed)|counter(?:s|ed)|jok(?:es|ed)|urg(?:es|ed)|complain(?:s|ed)"
    r"|maintain(?:s|ed)|conced(?:es|ed)|question(?:s|ed)|promis(?:es|ed)|vow(?:s|ed)|agre(?:es?|ed)"
    r"|pledg(?:es|ed)|speaks? of|spoke of|refer(?:s|red) to|dismiss(?:es|ed)|label(?:s|led|ed)"
    r"|characteri[sz](?:es|ed)|hail(?:s|ed)|prais(?:es|ed)|quips?|quipped"
    r"|disagre(?:es|ed)|object(?:s|ed)|retort(?:s|ed)|confirm(?:s|ed)|den(?:ies|ied)"
    r"|estimat(?:es|ed)"
    r"|lament(?:s|ed)|reiterat(?:es|ed)|concur(?:s|red)|boast(?:s|ed)|joked|mus(?:es|ed)"
    r"|scoff(?:s|ed)"
    r"|believ(?:es?|ed|ing)|thinks?|thought|feels?|felt|fears?|feared|hop(?:es?|ed)|holds?"
    r"|held that"
    r"|contend(?:s|ed)|assert(?:s|ed)|alleg(?:es|ed)|reckon(?:s|ed)?|worr(?:y|ies|ied)"
    r"|doubt(?:s|ed)"
    r"|considers?|considered|regard(?:s|ed)|deem(?:s|ed)|points? out|pointed out|brand(?:s|ed)"
    r"|term(?:s|ed)|dub(?:s|bed)|decr(?:ies|ied)|derid(?:es|ed)|denounc(?:es|ed)|condemn(?:s|ed)"
    r"|critici[sz](?:es|ed)|defend(?:s|ed)|welcom(?:es|ed)|highlight(?:s|ed)|underlin(?:es|ed)"
    r"|underscor(?:es|ed)|answer(?:s|ed)|respond(?:s|ed)|shot back|sigh(?:s|ed)|reject(?:s|ed)"
    r"|is (?:convinced|certain|sure|adamant|confident|afraid)|was (?:convinced|certain|adamant)"
    r"|made (?:it )?clear|makes (?:it )?clear|summ(?:ed|s) up|phras(?:es|ed)|express(?:es|ed)"
    r"|blast(?:s|ed)|slam(?:s|med)|mock(?:s|ed)|tweet(?:s|ed)|assur(?:es|ed)|proclaim(?:s|ed)"
    r"|opin(?:es|ed)|grumbl(?:es|ed)|signals?|signal(?:l)?ed|inform(?:s|ed)|find|finds|sees?"
    r"|expect(?:s|ed)?|wonder(?:s|ed)?|saw|wants?|wanted|blam(?:es|ed)|accus(?:es|ed)|snap(?:s|ped)|joke"
    r"|counter|argue|tweet|snarl(?:s|ed)"
    r"|hits? back|fired back|fires back|hit out|hits out|struck back|chimed in|chimes in|weighed in"
    r"|weighs in|piped up|spoke up|burst out|went further|goes further|put in"
    r"|advis(?:es|ed)|recommend(?:s|ed)|threaten(?:s|ed)|swore|swears|plead(?:s|ed)|cried|cries"
    r"|marvel(?:s|ed|led)|demanded|liken(?:s|ed)|compar(?:es|ed)|ridicul(?:es|ed)|lambast(?:s|ed)"
    r"|applaud(?:s|ed)|exclaim(?:s|ed)|confess(?:es|ed)|recount(?:s|ed)|hint(?:s|ed)|scold(?:s|ed)"
    r"|shrug(?:s|ged)|nod(?:s|ded)|laugh(?:s|ed)|shout(?:s|ed)|mutter(?:s|ed)|whisper(?:s|ed)"
    r"|add|write|warn|call|describe|explain|insist|stress|claim|declare|ask|reply|conclude|recall"
    r"|acknowledge|admit|observe|announce|predict|caution|suggest|complain|maintain|concede|vow"
    r"|speak of|refer to|dismiss|label|hail|praise|object|confirm|deny|estimate|lament|contend"
    r"|assert"
    r"|allege|point out|brand|decry|deride|denounce|condemn|critici[sz]e|defend|welcome|reject"
    r"|mock|advise|recommend|threaten|demand|compare|liken)"
)
"""What people do with words: beside a quotation it names whose they are."""
SAYING = (
    r"(?:claim|argument|warning|answer|reply|response|view|verdict|statement|remark|comment|line"
    r"|promise|phrase|words?|question|complaint|assertion|contention|assessment|conclusion"
    r"|insistence"
    r"|boast|quip|prediction|description|defen[cs]e|position|message|point|advice|pledge"
    r"|concern|fear"
    r"|summary|reading|telling|opinion|belief|hope|assurance|declaration|slogan|rebuttal|retort"
    r"|plea"
    r"|observation|admission|prophecy|joke|condition|caveat|theory|motto|mantra|formula|thesis"
    r"|demand"
    r"|reaction|rejoinder|explanation|criticism|account|epitaph|summing-up|take|sentence"
    r"|refrain|diagnosis|version|dictum|aside|outburst|appeal|mantra|tweet|testimony)s?"
)
"""What one has who said something: "Aho’s claim that"."""
OFFICE = _either(
    r"(?:press secretary|prime minister|vice[- ]president|co-founder|secretary[- ]general"
    r"|president|secretary"
    r"|minister|premier"
    r"|chancellor|chief|ceo|cfo|coo|cto|executive|officer|director|chair(?:man|woman|person)?|head"
    r"|boss|leader|owner|founder|governor|mayor|senator|congress(?:man|woman)|representative|envoy"
    r"|ambassador|commissioner|general|admiral|judge|prosecutor|treasurer|manager|foreman|king"
    r"|queen"
    r"|prince|pope|speaker|spokes(?:man|woman|person)|analyst|economist|geologist|metallurgist"
    r"|chemist|physicist|historian|professor|lecturer|lawyer|attorney|engineer|scientist|researcher"
    r"|expert|consultant|advis[eo]r|aide|strategist|trader|banker|investor|lender|buyer|seller"
    r"|miner"
    r"|worker|councill?or|lawmaker|politician|deputy|diplomat|official|negotiator|campaigner"
    r"|activist"
    r"|resident|farmer|broker|producer|planner|inspector|regulator|entrepreneur|billionaire|critic"
    r"|opponent|supporter|partner|insider|observer|commentator|academic|whistleblower|colleague"
    r"|rival|neighbou?r|shareholder|supplier|customer|captain|colonel|sheriff|magnate|welder"
    r"|counterpart|democrat|republican|tory|mp|mep|witness|fellow|physician|doctor|nurse|teacher"
    r"|gp|student|pilot|driver|tenant|landlord|archbishop|bishop|rabbi|imam|sergeant|major|lieutenant"
    r"|minister-president|undersecretary|candidate|nominee|successor|predecessor)"
)
"""What one person is: behind "the" it is as good as a name."""
BODY = (
    r"(?:company|firm|ministry|government|administration|agency|group|union|bank|commission|council"
    r"|department|office|court|institute|institution|university|association|body|committee"
    r"|party|army"
    r"|military|police|embassy|board|manufacturer|startup|start-up|fund|consortium|watchdog|lobby"
    r"|industry|parliament|senate|bloc|developer|operator|organi[sz]ation|trust|society|foundation"
    r"|authority|bureau|federation|cooperative|think tank|cabinet|opposition|tribe"
    r"|nation|family|campaign|coalition|alliance|team|lab|laboratory|club|church|hospital|network)"
)
"""What speaks though it is nobody."""
DOCUMENT = (
    r"(?:article|report|paper|study|piece|story|text|newspaper|magazine|editorial|survey|document"
    r"|book|blog|posts?|release|filing|headline|author|reporter|writer|columnist|journalist|review"
    r"|outlet|original|website|newsletter|analysis|slogan|poster|banner|sign|motto|phrase|term"
    r"|word)"
)
"""What a source may be called, or who wrote it: nobody who speaks in it."""
CROWD = (
    r"(?:officials?|analysts?|experts?|critics?|observers?|insiders?|executives?|sources?|person"
    r"|people|spokes(?:man|woman|person|people)|diplomats?|traders?|investors?|economists?|lawyers?"
    r"|lawmakers?|researchers?|scientists?|engineers?|advis[eo]rs?|aides?|miners?|managers?"
    r"|participants?|supporters?|opponents?|academics?|professors?|consultants?|commentators?"
    r"|representatives?|voices?|senators?|bankers?|buyers?|geologists?|negotiators?|ministers?"
    r"|locals?|residents?|workers?|employees|staff|neighbou?rs?|voters?|farmers?|watchers?"
    r"|campaigners?|activists?|protesters?|politicians?|leaders?|delegates?|shareholders?"
    r"|customers?"
    r"|suppliers?|rivals?|competitors?|colleagues?|allies|ally|sceptics?|skeptics?|members?"
    r"|lenders?"
    r"|councill?ors?|figures?|man|woman|men|women|resident|veterans?|brokers?|sellers?"
    r"|witness(?:es)?"
    r"|democrats?|republicans?|tories|mps?|groups|companies|firms|unions|banks|governments|agencies"
    r"|organi[sz]ations|ministries|producers|makers|carmakers|miners|users|readers|fellows?)"
)
"""People who are not named."""
SPOKES = frozenset({"spokes", "press"})
"""What is in the office of one who speaks for others."""
