package io.patchbay.trunk.config;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.ExtensionSpec;
import io.patchbay.proto.config.v1.InboundSpec;
import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.routing.Router;
import io.patchbay.routing.conduct.Standings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The documents in force, with what is derived from them once per change. Thread-safe.
public final class Configuration {
  private volatile View view = View.of(Documents.empty(), Standings.NONE);

  /// Everything that belongs together, of one moment.
  ///
  /// @param applied the documents as whoever knows nothing of policies is to read them
  record View(
      Documents documents,
      Standings standings,
      Documents applied,
      Router router,
      Set<String> emergencyNumbers,
      TrunkAddresses trunks) {
    static View of(Documents documents, Standings standings) {
      Documents applied = standings.applied(documents);
      Router router = Router.of(applied);
      return new View(
          documents,
          standings,
          applied,
          router,
          router.emergencyNumbers(),
          TrunkAddresses.of(documents.trunks()));
    }
  }

  /// Takes changes over; a document without a spec is a deletion.
  public synchronized void apply(Collection<Document> changed) {
    KeyExposure.warn(changed);
    view = View.of(view.documents().with(changed), view.standings());
  }

  /// Takes over what policies have done to a line.
  public synchronized void police(PolicyStateRecord state) {
    Standings next = view.standings().with(state);
    if (!next.equals(view.standings())) {
      view = View.of(view.documents(), next);
    }
  }

  /// The documents with what policies have done in them: for edges.
  public Documents applied() {
    return view.applied();
  }

  /// Trunks that are to be registered, or looked after in another way: those whose lines a policy
  /// has cut off are not.
  public Map<String, TrunkSpec> trunksInUse() {
    View now = view;
    Map<String, TrunkSpec> trunks = new TreeMap<>(now.documents().trunks());
    trunks.keySet().removeAll(now.standings().suspended(now.documents()));
    return trunks;
  }

  public Documents documents() {
    return view.documents();
  }

  /// Is somebody called for help, by a number of any site, with or without an outside prefix, or by
  /// `urn:service:sos` (RFC 5031)?
  public boolean isEmergency(String called) {
    return called.startsWith("urn:service:sos") || view.emergencyNumbers().contains(called);
  }

  /// The decision as this replica would make it alone.
  public Router router() {
    return view.router();
  }

  public Optional<ExtensionSpec> extension(String name) {
    return Optional.ofNullable(view.documents().extensions().get(name));
  }

  /// How audio is carried to and from the extension: as its document says, else as the settings.
  public MediaSpec mediaOfExtension(String name) {
    return extension(name)
        .filter(ExtensionSpec::hasMedia)
        .map(ExtensionSpec::getMedia)
        .orElse(documents().settings().getMedia());
  }

  /// How audio is carried to and from the trunk: as its document says, else as the settings.
  public MediaSpec mediaOfTrunk(TrunkSpec spec) {
    return spec.hasMedia() ? spec.getMedia() : documents().settings().getMedia();
  }

  public Optional<TrunkSpec> trunk(String name) {
    return Optional.ofNullable(view.documents().trunks().get(name));
  }

  /// The trunks whose peer has this address, the most certain first.
  ///
  /// @param transport udp, tcp or tls
  public List<TrunkAt> trunksAt(String address, int port, String transport) {
    return view.trunks().find(address, port, transport);
  }

  /// Is this the user of a trunk whose peer calls from anywhere, with a password?
  public boolean trunkByPassword(String user) {
    return documents().trunks().entrySet().stream()
        .filter(each -> each.getValue().getInbound().getAuth() == InboundSpec.Auth.AUTH_PASSWORD)
        .anyMatch(each -> {
          String own = each.getValue().getInbound().getUser();
          return (own.isEmpty() ? each.getKey() : own).equals(user);
        });
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
