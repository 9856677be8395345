package dev.groundswell.pricing.fetching;

import java.io.ByteArrayInputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.MissingResourceException;

import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.jspecify.annotations.Nullable;

/// What a provider says of a day, word by word.
///
/// @param quoted in the order of the document
record RateDocument(LocalDate day, List<Quoted> quoted) {

    private static final String ROOT = "Envelope";
    private static final String CUBE = "Cube";

    RateDocument {
        quoted = List.copyOf(quoted);
    }

    /// @param units of the currency for one euro, as it is written
    record Quoted(String currency, String units) {}

    /// Reads the format of the European Central Bank; of several days, as in its history, the newest. Nothing outside of the bytes is looked at.
    ///
    /// @throws Unbelievable when it is not that format, or not whole
    static RateDocument read(byte[] xml) {
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new ByteArrayInputStream(xml));
            return newest(days(reader));
        } catch (XMLStreamException | MissingResourceException unreadable) {
            // The second comes where a native executable lacks the words for the first.
            throw new Unbelievable("it is no whole XML document");
        }
    }

    private static List<RateDocument> days(XMLStreamReader reader) throws XMLStreamException {
        List<RateDocument> days = new ArrayList<>();
        LocalDate day = null;
        List<Quoted> quoted = new ArrayList<>();
        boolean root = true;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw new Unbelievable("it defines a type of document, or refers to one's entities");
            }
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (root && !reader.getLocalName().equals(ROOT)) {
                throw new Unbelievable("it is no document of rates");
            }
            root = false;
            String time = attribute(reader, "time");
            if (time != null) {
                add(days, day, quoted);
                day = day(time);
                quoted = new ArrayList<>();
            }
            String currency = attribute(reader, "currency");
            String units = attribute(reader, "rate");
            if (currency != null && units != null) {
                quoted.add(new Quoted(currency, units));
            }
        }
        add(days, day, quoted);
        return days;
    }

    private static void add(List<RateDocument> days, @Nullable LocalDate day, List<Quoted> quoted) {
        if (day == null && !quoted.isEmpty()) {
            throw new Unbelievable("it names rates before a day");
        }
        if (day != null) {
            days.add(new RateDocument(day, quoted));
        }
    }

    private static RateDocument newest(List<RateDocument> days) {
        RateDocument newest = null;
        for (RateDocument candidate : days) {
            if (newest == null || candidate.day.isAfter(newest.day)) {
                newest = candidate;
            } else if (candidate.day.equals(newest.day)) {
                throw new Unbelievable("it names " + newest.day + " twice");
            }
        }
        if (newest == null) {
            throw new Unbelievable("it names no day");
        }
        return newest;
    }

    /// Of a `Cube`; others have none.
    private static @Nullable String attribute(XMLStreamReader reader, String name) {
        return reader.getLocalName().equals(CUBE) ? reader.getAttributeValue(null, name) : null;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory;
    }

    private static LocalDate day(String time) {
        try {
            return LocalDate.parse(time);
        } catch (DateTimeException none) {
            throw new Unbelievable("its day is no date");
        }
    }
}
