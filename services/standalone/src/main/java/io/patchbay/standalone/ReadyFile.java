package io.patchbay.standalone;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.patchbay.contract.document.Documents;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;

/// What a program needs to use this installation, as one JSON object; holds passwords, so mode 600.
final class ReadyFile {
  private ReadyFile() {}

  static String json(UpOptions options, Documents documents, Secrets secrets) throws IOException {
    var text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      Ports ports = options.ports();
      json.writeStartObject();
      json.writeStringField("http", "http://" + options.bind() + ":" + ports.consoleHttp());
      json.writeObjectFieldStart("sip");
      json.writeStringField("host", options.bind());
      json.writeNumberField("udp", ports.sip(0));
      json.writeNumberField("tcp", ports.sip(0));
      json.writeNumberField("tls", ports.sipTls(0));
      json.writeEndObject();
      json.writeNumberField("grpc", ports.publicGrpc());
      if (options.simulator()) {
        json.writeNumberField("sim", ports.simulatorGrpc());
      }
      json.writeObjectFieldStart("console");
      json.writeStringField("user", GatewayDocuments.CONSOLE_USER);
      json.writeStringField("password", secrets.get("console-password"));
      json.writeEndObject();
      json.writeArrayFieldStart("extensions");
      for (String user : documents.extensions().keySet()) {
        json.writeStartObject();
        json.writeStringField("user", user);
        json.writeStringField("password", secrets.get("extension-" + user));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("lines");
      for (var line : documents.lines().entrySet()) {
        json.writeStartObject();
        json.writeStringField("name", line.getKey());
        json.writeStringField("number", line.getValue().getNumber());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  static void write(Path file, String json) {
    try {
      Secrets.writePrivately(file, json + "\n");
    } catch (IOException e) {
      throw new StartFailure(
          "--ready-file " + file + ": cannot be written (" + e.getMessage() + ")", e);
    }
  }
}
