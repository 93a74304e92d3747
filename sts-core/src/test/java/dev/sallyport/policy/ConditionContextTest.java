package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionContextTest {
    @Test
    void keysHaveNoCase() {
        ConditionContext context = ConditionContext.builder()
                .put("aws:PrincipalTag/Team", "red")
                .put("aws:SourceIp", "192.0.2.1")
                .build();

        assertThat(context.get("AWS:principaltag/TEAM")).contains(List.of("red"));
        assertThat(context.contains("aws:sourceIP")).isTrue();
        assertThat(context.contains("aws:source")).isFalse();
        assertThat(context.get("aws:source")).isEmpty();
        assertThat(context.keys()).containsExactly("aws:principaltag/team", "aws:sourceip");
    }

    @Test
    void aMultiValuedKeyMayHaveNoValue() {
        ConditionContext context = ConditionContext.builder()
                .putAll("aws:TagKeys", List.of())
                .putAll("a:b", List.of("x", "y"))
                .build();

        assertThat(context.contains("aws:TagKeys")).isTrue();
        assertThat(context.get("aws:TagKeys")).contains(List.of());
        assertThat(context.get("a:b")).contains(List.of("x", "y"));
    }

    @Test
    void aKeyIsPutOnce() {
        ConditionContext.Builder builder = ConditionContext.builder().put("a:b", "x");

        assertThat(builder.contains("A:B")).isTrue();
        assertThat(builder.contains("a:c")).isFalse();
        assertThatThrownBy(() -> builder.putAll("A:b", List.of())).hasMessageContaining("`A:b`");
    }

    @Test
    void whatIsBuiltDoesNotChange() {
        ConditionContext.Builder builder = ConditionContext.builder().put("a:b", "x");
        ConditionContext before = builder.build();
        ConditionContext after = before.toBuilder().put("a:c", "y").build();
        builder.put("a:d", "z");

        assertThat(before.keys()).containsExactly("a:b");
        assertThat(after.keys()).containsExactly("a:b", "a:c");
        assertThat(ConditionContext.EMPTY.toBuilder().put("a:b", "x").build().get("a:b"))
                .contains(List.of("x"));
    }

    @Test
    void anyNumberOfKeysFindsRoom() {
        ConditionContext.Builder builder = ConditionContext.builder();
        for (int i = 0; i < 300; i++) {
            builder.put("aws:RequestTag/" + i, "value " + i);
            ConditionContext context = builder.build();
            if (i % 50 == 49) {
                builder = context.toBuilder();
            }
            assertThat(context.keys()).hasSize(i + 1);
        }
        ConditionContext context = builder.build();
        for (int i = 0; i < 300; i++) {
            assertThat(context.get("aws:requesttag/" + i)).contains(List.of("value " + i));
        }
        assertThat(context.contains("aws:requesttag/300")).isFalse();
    }

    @Test
    void keysOfOneHashAreToldApart() {
        ConditionContext.Builder builder = ConditionContext.builder();
        List<String> keys = List.of("k:a~", "k:b_", "k:a~a~", "k:b_b_", "k:a~b_");
        assertThat("k:a~").hasSameHashCodeAs("k:b_");
        keys.forEach(key -> builder.put(key, key));
        ConditionContext context = builder.build();

        keys.forEach(key -> assertThat(context.get(key)).contains(List.of(key)));
    }

    @Test
    void valuesAreNotShown() {
        assertThat(ConditionContext.builder().put("a:Secret", "x").build()).hasToString("[a:secret]");
    }
}
