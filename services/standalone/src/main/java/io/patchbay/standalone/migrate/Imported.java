package io.patchbay.standalone.migrate;

import io.patchbay.proto.config.v1.Document;
import java.util.List;

/// What comes of a file.
///
/// @param notes what is not in the documents, a line each; never a value
public record Imported(List<Document> documents, List<String> notes) {
  public Imported {
    documents = List.copyOf(documents);
    notes = List.copyOf(notes);
  }
}
