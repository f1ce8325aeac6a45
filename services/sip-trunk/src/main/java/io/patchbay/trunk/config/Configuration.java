package io.patchbay.trunk.config;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.ExtensionSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.routing.Router;
import java.util.Collection;
import java.util.Optional;

/// The documents in force, with what is derived from them once per change. Thread-safe.
public final class Configuration {
  private volatile View view = View.of(Documents.empty());

  /// Everything that belongs together, of one moment.
  record View(Documents documents, Router router, TrunkAddresses trunks) {
    static View of(Documents documents) {
      return new View(documents, Router.of(documents), TrunkAddresses.of(documents.trunks()));
    }
  }

  /// Takes changes over; a document without a spec is a deletion.
  public synchronized void apply(Collection<Document> changed) {
    view = View.of(view.documents().with(changed));
  }

  public Documents documents() {
    return view.documents();
  }

  /// The decision as this replica would make it alone.
  public Router router() {
    return view.router();
  }

  public Optional<ExtensionSpec> extension(String name) {
    return Optional.ofNullable(view.documents().extensions().get(name));
  }

  public Optional<TrunkSpec> trunk(String name) {
    return Optional.ofNullable(view.documents().trunks().get(name));
  }

  /// The trunk whose peer has this address.
  ///
  /// @param transport udp, tcp or tls
  public Optional<TrunkAt> trunkAt(String address, int port, String transport) {
    return view.trunks().find(address, port, transport);
  }

  /// How dialogs with the contacts of this extension are held.
  public DialogSpec dialogOfExtension(String name) {
    DialogSpec own =
        extension(name).map(ExtensionSpec::getDialog).orElse(DialogSpec.getDefaultInstance());
    return DialogSpecs.complete(view.documents().settings().getDialog(), own);
  }

  /// How dialogs with this trunk are held.
  public DialogSpec dialogOfTrunk(TrunkSpec spec) {
    return DialogSpecs.complete(view.documents().settings().getDialog(), spec.getDialog());
  }

  /// SettingsSpec.early_media of the document `default`.
  public boolean earlyMedia() {
    return view.documents().settings().getEarlyMedia();
  }
}
