package dev.sallyport.gateway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticeFileTest {
    @TempDir
    private Path folder;

    @Test
    void eachNoticeIsALineOfAFileForTheOwnerAlone() throws IOException {
        Path file = folder.resolve("notices.jsonl");

        assertThat(NoticeFile.append(file, "{\"a\":1}")).isEmpty();
        assertThat(NoticeFile.append(file, "{\"b\":2}")).isEmpty();

        assertThat(file).hasContent("{\"a\":1}\n{\"b\":2}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void linkThatSomebodyPutThereIsNotFollowed() throws IOException {
        Path secret = Files.writeString(folder.resolve("authorized_keys"), "ours\n");
        Path absent = folder.resolve("not-there");
        for (Path target : new Path[] {secret, absent}) {
            Path link = Files.createSymbolicLink(folder.resolve("link-to-" + target.getFileName()), target);

            assertThat(NoticeFile.append(link, "{}"))
                    .hasValueSatisfying(why -> assertThat(why).contains("is a link"));
        }
        assertThat(secret).hasContent("ours\n");
        assertThat(absent).doesNotExist();
    }

    @Test
    void whatIsNoOrdinaryFileIsNotWrittenTo() throws IOException {
        assertThat(NoticeFile.append(folder, "{}"))
                .hasValueSatisfying(why -> assertThat(why).contains("no ordinary file"));
    }
}
