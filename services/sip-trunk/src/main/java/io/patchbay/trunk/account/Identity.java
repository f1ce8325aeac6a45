package io.patchbay.trunk.account;

import io.patchbay.proto.config.v1.AccountSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.trunk.locate.Peer;
import io.patchbay.trunk.sip.Escapes;
import io.patchbay.trunk.sip.SipSettings;
import java.util.ArrayList;
import java.util.List;

/// What a trunk's document says about who we are and whom we talk to.
public record Identity(String name, TrunkSpec spec) {
  /// udp, tcp or tls, as far as the document decides.
  public String transport() {
    return spec.getTransport().isEmpty() ? "udp" : spec.getTransport();
  }

  /// Does From carry an account?
  public boolean account() {
    return spec.hasAccount();
  }

  /// Is it to be registered?
  public boolean registers() {
    return spec.hasAccount() && spec.getAccount().getRegister();
  }

  /// User part of our address of record.
  public String user() {
    String user = spec.getAccount().getUser();
    return user.isEmpty() ? spec.getAuthUser() : user;
  }

  /// Domain of our address of record, and of the URIs we call.
  public String domain() {
    String domain = spec.getAccount().getDomain();
    return domain.isEmpty() ? peer(spec.getAddress()).hostPort() : domain;
  }

  /// Where calls go first, in order: the outbound proxy or the peer, then the backups.
  public List<Peer> servers() {
    return servers(spec.getAddress());
  }

  /// Where registrations go first, in order.
  public List<Peer> registrars() {
    String registrar = spec.getAccount().getRegistrar();
    return servers(registrar.isEmpty() ? spec.getAddress() : registrar);
  }

  private List<Peer> servers(String first) {
    List<Peer> servers = new ArrayList<>();
    servers.add(peer(spec.getOutboundProxy().isEmpty() ? first : spec.getOutboundProxy()));
    spec.getBackupAddressesList().forEach(backup -> servers.add(peer(backup)));
    return servers;
  }

  private Peer peer(String text) {
    return Peer.of(text, spec.getTransport(), spec.getDns());
  }

  /// Route header fields that every request outside a dialog begins with.
  public List<String> routes() {
    if (spec.getOutboundProxy().isEmpty() || spec.getOutboundProxyHidden()) {
      return List.of();
    }
    return List.of("<sip:" + peer(spec.getOutboundProxy()).hostPort() + parameter() + ";lr>");
  }

  private String parameter() {
    return transport().equals("udp") ? "" : ";transport=" + transport();
  }

  /// `;user=phone` when our user parts are telephone numbers.
  public String phone() {
    return spec.getAccount().getUserIsPhone() ? ";user=phone" : "";
  }

  /// Our address of record as a name-addr.
  public String addressOfRecord() {
    String uri = "<sip:" + Escapes.encodedUser(user()) + "@" + domain() + phone() + ">";
    String shown = spec.getAccount().getDisplayName();
    return shown.isEmpty() ? uri : Escapes.quoted(shown) + " " + uri;
  }

  /// Where the peer finds us: the user part tells the accounts of one registrar apart.
  public String contact(SipSettings settings, String transport) {
    String host = settings.advertised();
    String literal = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    return "<sip:"
        + Escapes.encodedUser(user())
        + "@"
        + literal
        + ":"
        + settings.port(transport)
        + (transport.equals("udp") ? "" : ";transport=" + transport)
        + ">";
  }

  /// Seconds we ask a registrar for.
  public int expiresS() {
    AccountSpec account = spec.getAccount();
    return account.getExpiresS() == 0 ? 3600 : account.getExpiresS();
  }
}
