package dev.sallyport.demo.tour;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonSyntaxException;
import java.io.StringReader;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What came back. */
record Answer(int status, String body) {
    boolean isSuccess() {
        return status == 200;
    }

    /** The text of the first element of that name in an XML body. */
    Optional<String> element(String name) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(body));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamReader.START_ELEMENT
                        && reader.getLocalName().equals(name)) {
                    return Optional.of(reader.getElementText());
                }
            }
        } catch (XMLStreamException notXml) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** The text at {@code names}, one inside the other, in a JSON body. */
    Optional<String> text(String... names) {
        try {
            Optional<JsonNode> node = Optional.of(Json.parse(body, JsonLimits.DEFAULT));
            for (String name : names) {
                node = node.flatMap(outer -> outer instanceof JsonObject object ? object.get(name) : Optional.empty());
            }
            return node.flatMap(
                    inner -> inner instanceof JsonString string ? Optional.of(string.value()) : Optional.empty());
        } catch (JsonSyntaxException notJson) {
            return Optional.empty();
        }
    }
}
