package io.patchbay.standalone.migrate;

import java.io.StringReader;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The P values of a configuration file: text, one `P47 = value` a line with `#` comments, or XML
/// with `<P47>value</P47>`.
record PValues(NavigableMap<Integer, String> values) {
  private static final Pattern LINE = Pattern.compile("\\s*P([0-9]{1,5})\\s*=(.*)");
  private static final Pattern ELEMENT = Pattern.compile("P([0-9]{1,5})");

  PValues {
    values = new TreeMap<>(values);
  }

  /// @throws MigrationException naming the line that is neither a value nor a comment
  static PValues read(String text) {
    return text.stripLeading().startsWith("<") ? xml(text) : lines(text);
  }

  private static PValues lines(String text) {
    NavigableMap<Integer, String> values = new TreeMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        values.put(Integer.valueOf(matcher.group(1)), matcher.group(2).strip());
      } else if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
        throw new MigrationException("line " + number + ": expected `P<number> = <value>`");
      }
    }
    return new PValues(values);
  }

  private static PValues xml(String text) {
    NavigableMap<Integer, String> values = new TreeMap<>();
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.START_ELEMENT) {
          Matcher matcher = ELEMENT.matcher(reader.getLocalName());
          if (matcher.matches()) {
            values.put(Integer.valueOf(matcher.group(1)), reader.getElementText().strip());
          }
        }
      }
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
      throw new MigrationException("line " + line + ": this is not XML of P values");
    }
    return new PValues(values);
  }

  /// A value; empty when it is missing or blank.
  Optional<String> get(int key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
  }

  /// Is it given and not 0?
  boolean isOn(int key) {
    return get(key).filter(value -> !value.equals("0")).isPresent();
  }

  String text() {
    return values.entrySet().stream()
        .map(PValues::line)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(Map.Entry<Integer, String> value) {
    return "P" + value.getKey() + " = " + value.getValue();
  }
}
