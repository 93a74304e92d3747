package dev.sallyport.benchmarks.workload;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Roles with their policies, and the requests in named sets: {@code allow}, {@code implicit} and {@code explicit} hold a
 * few requests of that outcome, {@code distinct} very many of all.
 */
public record Workload(String name, List<Role> roles, Map<String, List<Question>> sets) {
    private static final JsonMapper JSON = new JsonMapper();

    public int statements() {
        return roles.stream().mapToInt(role -> role.rules().size()).sum();
    }

    public List<Question> set(String set) {
        List<Question> questions = sets.get(set);
        if (questions == null) {
            throw new IllegalArgumentException(
                    "the workload `" + name + "` has no set `" + set + "`: " + sets.keySet());
        }
        return questions;
    }

    public void write(Path file) {
        JSON.writeValue(file, this);
    }

    public static Workload read(Path file) {
        return JSON.readValue(file, Workload.class);
    }
}
