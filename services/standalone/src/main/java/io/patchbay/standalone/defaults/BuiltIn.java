package io.patchbay.standalone.defaults;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The documents of an installation that is given none.
public final class BuiltIn {
  private static final List<String> NAMES =
      List.of("edge.yaml", "lines.yaml", "extensions.yaml", "trunks.yaml", "dial-plan.yaml");

  private BuiltIn() {}

  /// Their text by file name, with placeholders in it.
  public static Map<String, String> texts() throws IOException {
    var texts = new LinkedHashMap<String, String>();
    for (String name : NAMES) {
      try (InputStream in = BuiltIn.class.getResourceAsStream("/defaults/" + name)) {
        if (in == null) {
          throw new IOException("resource /defaults/" + name + " is missing");
        }
        texts.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }
}
