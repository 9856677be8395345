package dev.groundswell.pricing.fetching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.groundswell.pricing.fetching.RateDocument.Quoted;

class RateDocumentTest {

    @Test
    void readsADay() {
        assertThat(read(Documents.of("2003-05-05", "GBP", "0.8", "JPY", "NaN")))
                .isEqualTo(new RateDocument(LocalDate.of(2003, 5, 5), List.of(new Quoted("GBP", "0.8"), new Quoted("JPY", "NaN"))));
    }

    @Test
    void readsTheNewestOfAHistory() {
        String history = Documents.cube("2003-05-02", "GBP", "0.7") + Documents.cube("2003-05-05", "GBP", "0.8")
                + Documents.cube("2003-05-01", "GBP", "0.6");

        assertThat(read(Documents.envelope(history)))
                .isEqualTo(new RateDocument(LocalDate.of(2003, 5, 5), List.of(new Quoted("GBP", "0.8"))));
    }

    @Test
    void refusesADayThatIsThereTwice() {
        String history = Documents.cube("2003-05-05", "GBP", "0.8") + Documents.cube("2003-05-02", "GBP", "0.7")
                + Documents.cube("2003-05-05", "GBP", "0.9");

        assertThatExceptionOfType(Unbelievable.class).isThrownBy(() -> read(Documents.envelope(history)))
                .withMessage("it names 2003-05-05 twice");
    }

    @Test
    void readsTheSample() {
        RateDocument sample = RateDocument.read(new Sample().document().await().atMost(Duration.ofSeconds(1)));

        assertThat(sample.day()).isEqualTo("2025-01-02");
        assertThat(sample.quoted()).hasSize(30).contains(new Quoted("GBP", "0.8305"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "<html><body>sorry</body></html>", "<Envelope/>", "<Envelope><Cube time='tomorrow'/></Envelope>",
            "<Envelope><Cube currency='GBP' rate='1'/></Envelope>", "<Envelope><Cube time='2003-05-05'>&nbsp;</Cube></Envelope>"})
    void refusesWhatIsNoSuchDocument(String text) {
        assertThatExceptionOfType(Unbelievable.class).isThrownBy(() -> read(text));
    }

    @Test
    void refusesWhatIsNotWholeWhereverItEnds() {
        String whole = Documents.of("2003-05-05", "GBP", "0.8", "JPY", "130").strip();

        for (int end = 0; end < whole.length(); end++) {
            String part = whole.substring(0, end);
            assertThatExceptionOfType(Unbelievable.class).as("ends after %s", part).isThrownBy(() -> read(part));
        }
    }

    @Test
    void readsNoOtherFile(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "0.8");
        for (String entity : List.of("SYSTEM \"" + secret.toUri() + "\"", "\"0.8\"")) {
            String attack = "<!DOCTYPE Envelope [<!ENTITY x " + entity + ">]>"
                    + "<Envelope><Cube time=\"2003-05-05\"><Cube currency=\"GBP\" rate=\"0.8\"/>&x;</Cube></Envelope>";

            assertThatExceptionOfType(Unbelievable.class).isThrownBy(() -> read(attack))
                    .withMessageStartingWith("it defines a type of document");
        }
        String external = "<!DOCTYPE Envelope SYSTEM \"" + secret.toUri() + "\">" + Documents.of("2003-05-05", "GBP", "0.8").lines().skip(1)
                .reduce("", String::concat);
        assertThatExceptionOfType(Unbelievable.class).isThrownBy(() -> read(external))
                .withMessageStartingWith("it defines a type of document");
    }

    private static RateDocument read(String text) {
        return RateDocument.read(text.getBytes(UTF_8));
    }
}
