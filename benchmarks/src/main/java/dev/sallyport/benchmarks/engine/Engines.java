package dev.sallyport.benchmarks.engine;

import dev.sallyport.benchmarks.workload.Workload;
import dev.sallyport.policy.PolicyEvaluator;
import java.util.List;
import java.util.ServiceLoader;

/** Engines by name. */
public final class Engines {
    /** An engine whose libraries only a run fetches; registered as a service. */
    public interface Peer {
        String name();

        Engine<?> of(Workload workload);
    }

    public static final String SUBJECT = "sallyport";

    /** The subject under another name: whatever differs between the two is noise. */
    public static final String SUBJECT_AGAIN = "sallyport (A/A)";

    /** The subject when it is asked for all of its reasons too. */
    public static final String EXPLAINING = "sallyport, explaining";

    public static final String NAIVE = "naive";

    private Engines() {}

    /** @throws IllegalArgumentException when nothing here has that name */
    public static Engine<?> of(String name, Workload workload) {
        return switch (name) {
            case SUBJECT, SUBJECT_AGAIN -> new SallyportEngine(workload, PolicyEvaluator::evaluate);
            case EXPLAINING -> new SallyportEngine(workload, PolicyEvaluator::explain);
            case NAIVE -> new NaiveEngine(workload);
            default -> peer(name).of(workload);
        };
    }

    /** The names of the peers on the class path. */
    public static List<String> peers() {
        return ServiceLoader.load(Peer.class).stream()
                .map(peer -> peer.get().name())
                .sorted()
                .toList();
    }

    private static Peer peer(String name) {
        for (Peer peer : ServiceLoader.load(Peer.class)) {
            if (peer.name().equals(name)) {
                return peer;
            }
        }
        throw new IllegalArgumentException(
                "there is no engine `" + name + "` on the class path; peers there: " + peers());
    }
}
