package dev.groundswell.pricing.fetching;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Documents as the European Central Bank writes them.
final class Documents {

    private Documents() {}

    /// @param rates a currency and its units in turn
    static String of(String day, String... rates) {
        return envelope(cube(day, rates));
    }

    static byte[] bytes(String day, String... rates) {
        return of(day, rates).getBytes(UTF_8);
    }

    static String cube(String day, String... rates) {
        StringBuilder text = new StringBuilder("<Cube time=\"" + day + "\">");
        for (int i = 0; i < rates.length; i += 2) {
            text.append("<Cube currency=\"").append(rates[i]).append("\" rate=\"").append(rates[i + 1]).append("\"/>");
        }
        return text.append("</Cube>").toString();
    }

    static String envelope(String cubes) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
                <gesmes:subject>Reference rates</gesmes:subject><Cube>%s</Cube></gesmes:Envelope>
                """
                .formatted(cubes);
    }
}
