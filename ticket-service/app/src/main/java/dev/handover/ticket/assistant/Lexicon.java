package dev.handover.ticket.assistant;

import dev.handover.ticket.domain.rule.Words;
import java.util.Set;

/** Words as {@link Words} spells them, without capitals and accents; of no language but English and German. */
final class Lexicon {
    static final Set<String> NEGATIVE = words("""
            angry annoyed annoying appalling awful bad broken bug cancel cheated complain complaint crash crashed
            damaged defective delayed disappointed disappointing disaster disgusting dissatisfied error errors fail
            failed fails failure fault faulty fraud frustrated frustrating furious garbage hate horrible hopeless
            impossible incompetent lawyer lie lied lies lost mess missing nightmare outage outrageous overcharged pathetic
            poor problem problems ridiculous rude scam scandal shame slow stolen stuck stupid sue terrible
            trouble unacceptable unhappy unreliable upset useless waste worse worst wrong
            anwalt arger argerlich betrogen betrug beschadigt beschwerde beschweren defekt enttauscht enttauschend
            falsch fehler fehlerhaft fehlt frech frechheit frustriert furchtbar inakzeptabel kaputt katastrophe
            kundigen kundigung mangelhaft mist peinlich problem probleme reklamation sauer schade schlecht schlechte
            schlechter schlimm schrecklich skandal sturzt unmoglich unverschamt unzufrieden unzuverlassig
            verargert verloren verspatet wutend zumutung
            """);

    static final Set<String> POSITIVE = words("""
            amazing appreciate awesome brilliant delighted easy excellent fantastic friendly glad good grateful great
            happy helpful impressed love lovely nice perfect pleased pleasant quick recommend satisfied smooth
            solved superb thank thanks wonderful works
            ausgezeichnet begeistert danke dankbar dankeschon einfach empfehlen erfreut freundlich gelungen gerne gut
            gute guter hervorragend hilfreich klasse nett perfekt prima schnell schon super toll wunderbar zufrieden
            """);

    static final Set<String> NEGATIONS = words("""
            not no never nothing cannot without hardly t dont doesnt didnt isnt wasnt wont cant
            nicht kein keine keinen keiner nie niemals nichts ohne kaum
            """);

    static final Set<String> ENGLISH = words("""
            the and you your is are was were have has had with this that these those for from not but can could would
            should please thank thanks my our they what when where why how there been does did any about it its i we
            me help need order
            """);

    static final Set<String> GERMAN = words("""
            der die das und ist sind war waren ich sie wir ihr mein meine unser nicht mit fur auf ein eine einen einem
            den dem des von zu zum zur bei aus wie wann warum habe haben hat kann konnen bitte danke aber oder auch
            noch mich mir uns wird werden wurde sehr vielen dank hallo guten tag
            """);

    /** What rules say of every message. */
    static final Set<String> OF_RULES = words("""
            about anything asks asking because conversation customer customers else especially every everything human
            mention mentions message messages open opens person persons says send sends someone something soon talk
            tell tells than then threaten threatens ticket tickets using want wants whenever whether which will with
            wish wishes write writes
            alle allem alles andere anfrage anfragen ausser bittet dann dass droht etwas fragt gehen geht jede jeder
            jedes jemand kunde kunden kundin mensch menschen mitarbeiter mochte mochten nachricht nachrichten oder ohne
            offne offnen person schreibt sagt sollen sollte spricht stellt tickets uber verlangt wenn will wollen
            """);

    private Lexicon() {}

    private static Set<String> words(String text) {
        return Set.copyOf(Words.of(text));
    }
}
