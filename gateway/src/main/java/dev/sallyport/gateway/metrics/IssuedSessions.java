package dev.sallyport.gateway.metrics;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many sessions were handed out, by the action that was called and the role that was assumed. */
public final class IssuedSessions {
    /** More than a configuration has roles. Those that later ones bring beyond it count together. */
    static final int MOST_SERIES = 4_000;

    private static final String NAME = "sallyport_sessions_issued_total";
    private static final String OTHERS = "others";

    private static final Comparator<Series> ORDER =
            Comparator.comparing(Series::role).thenComparing(Series::action).thenComparing(Series::breakGlass);

    private final Map<Series, LongAdder> counts = new ConcurrentHashMap<>();

    /** @param role empty for the session of a user */
    private record Series(String action, String role, boolean breakGlass) {}

    /** Counts credentials that leave. */
    public void count(String action, Principal session, boolean breakGlass) {
        String role = session instanceof Principal.RoleSession assumed
                ? assumed.roleArn().toString()
                : "";
        Series series = new Series(action, role, breakGlass);
        if (counts.size() >= MOST_SERIES && !counts.containsKey(series)) {
            series = new Series(action, OTHERS, breakGlass);
        }
        counts.computeIfAbsent(series, first -> new LongAdder()).increment();
    }

    /**
     * Lines in Prometheus's text format.
     *
     * @param breakGlassRoles that stand there before their first session, so that an alarm on an increase sees it
     */
    public List<String> lines(Collection<Arn> breakGlassRoles) {
        Map<Series, Long> all = new TreeMap<>(ORDER);
        breakGlassRoles.forEach(role -> all.put(new Series("AssumeRole", role.toString(), true), 0L));
        counts.forEach((series, count) -> all.put(series, count.sum()));
        List<String> lines = new ArrayList<>();
        lines.add("# HELP " + NAME + " Sessions whose credentials were handed out since this gateway started.");
        lines.add("# TYPE " + NAME + " counter");
        all.forEach((series, count) -> lines.add(NAME + "{action=\"" + escaped(series.action()) + "\",break_glass=\""
                + series.breakGlass() + "\",role=\"" + escaped(series.role()) + "\"} " + count));
        return List.copyOf(lines);
    }

    // The path of a role may hold any printable character.
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
