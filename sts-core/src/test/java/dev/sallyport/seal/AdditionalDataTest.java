package dev.sallyport.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AdditionalDataTest {
    @Test
    void eachFieldFollowsItsLength() {
        assertThat(HexFormat.of().formatHex(AdditionalData.of("ab", "", "c")))
                .isEqualTo("00000002" + "6162" + "00000000" + "00000001" + "63");
    }

    @Test
    void noTwoListsOfFieldsGiveTheSameBytes() {
        List<String> encoded = Stream.of(
                        new String[] {},
                        new String[] {""},
                        new String[] {"", ""},
                        new String[] {"ab", "c"},
                        new String[] {"a", "bc"},
                        new String[] {"abc"},
                        new String[] {"a", "b"},
                        new String[] {"a\0\0\0\0b"},
                        new String[] {"a\0\0\0\1b"})
                .map(fields -> HexFormat.of().formatHex(AdditionalData.of(fields)))
                .toList();
        assertThat(encoded).doesNotHaveDuplicates();
    }
}
