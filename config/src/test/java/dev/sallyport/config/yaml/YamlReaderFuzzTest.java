package dev.sallyport.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class YamlReaderFuzzTest {
    @FuzzTest
    void anyFileIsReadOrReportedWithItsPlace(byte[] content) {
        List<Place> places = new ArrayList<>();

        Optional<YamlNode> root = YamlReader.read(Path.of("f.yaml"), content, (place, message) -> {
            assertThat(message).isNotBlank().doesNotContain("\n");
            places.add(place);
        });

        assertThat(root.isPresent() || !places.isEmpty()).isTrue();
        root.ifPresent(node -> collect(node, places));
        assertThat(places).allMatch(place -> place.line() > 0 && place.column() > 0);
    }

    private static void collect(YamlNode node, List<Place> places) {
        places.add(node.place());
        if (node instanceof YamlMapping mapping) {
            mapping.entries().values().forEach(entry -> collect(entry.value(), places));
        } else if (node instanceof YamlSequence sequence) {
            sequence.items().forEach(item -> collect(item, places));
        } else if (node instanceof YamlScalar scalar) {
            places.add(scalar.textStart());
        }
    }
}
