package io.patchbay.driver.gsm.at;

import java.util.ArrayList;
import java.util.List;

/// The parameters of an information line, e.g. `+CREG: 2,1,"1A2B","0C3D4E5F",7` – TS 27.007 §4.
///
/// Commas inside quotes and brackets do not separate; quotes are taken off; a missing closing quote
/// is tolerated.
public final class AtFields {
  private final List<String> fields;

  private AtFields(List<String> fields) {
    this.fields = List.copyOf(fields);
  }

  /// The fields behind the first colon, or of the whole text when there is none.
  public static AtFields of(String line) {
    String text = line.substring(line.indexOf(':') + 1);
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && depth == 0) {
        quoted = !quoted;
      } else if (c == ',' && !quoted && depth == 0) {
        fields.add(field.toString().strip());
        field.setLength(0);
      } else {
        depth += quoted ? 0 : c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
        field.append(c);
      }
    }
    fields.add(field.toString().strip());
    return new AtFields(fields);
  }

  public int size() {
    return fields.size();
  }

  /// A field, empty when there is none at this place.
  public String text(int index) {
    return index < fields.size() ? fields.get(index) : "";
  }

  /// A decimal field, or the other value when it is none.
  public int number(int index, int otherwise) {
    String text = text(index);
    return text.matches("-?[0-9]{1,9}") ? Integer.parseInt(text) : otherwise;
  }

  /// The values that a field of a test reply lists, e.g. `(0-2,4)` or `("SM","ME")`.
  public List<String> choices(int index) {
    String text = text(index).replace("(", "").replace(")", "").replace("\"", "");
    List<String> choices = new ArrayList<>();
    for (String part : text.split(",", 64)) {
      if (part.strip().matches("[0-9]{1,3}-[0-9]{1,3}")) {
        int dash = part.indexOf('-');
        int last = Integer.parseInt(part.substring(dash + 1).strip());
        for (int i = Integer.parseInt(part.substring(0, dash).strip()); i <= last; i++) {
          choices.add(Integer.toString(i));
        }
      } else if (!part.isBlank()) {
        choices.add(part.strip());
      }
    }
    return List.copyOf(choices);
  }
}
