package io.patchbay.trunk.account;

import io.patchbay.trunk.dialog.Dialog;
import io.patchbay.trunk.dialog.Flow;
import io.patchbay.trunk.locate.Hop;
import io.patchbay.trunk.register.Digest;
import io.patchbay.trunk.sip.IncomingResponse;
import io.patchbay.trunk.sip.Reply;
import io.patchbay.trunk.sip.SipSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes REGISTER and reads what comes back (RFC 3261 §10.2, RFC 3327, RFC 3608, RFC 5626, RFC
/// 5627).
final class RegisterText {
  private static final Pattern EXPIRES =
      Pattern.compile(";\\s*expires\\s*=\\s*\"?(\\d{1,9})", Pattern.CASE_INSENSITIVE);
  private static final Pattern GRUU =
      Pattern.compile("pub-gruu\\s*=\\s*\"([^\"]{1,512})\"", Pattern.CASE_INSENSITIVE);
  private static final Pattern URI = Pattern.compile("<([^>]{1,1024})>");
  private static final int MAX_ROUTES = 10;

  private final Identity identity;
  private final Supplier<SipSettings> seen;
  private final String instance;
  private final String callId;

  /// @param instance urn:uuid of this gateway's account
  /// @param seen what the registrar sees of us
  RegisterText(Identity identity, Supplier<SipSettings> seen, String instance, String callId) {
    this.identity = identity;
    this.seen = seen;
    this.instance = instance;
    this.callId = callId;
  }

  /// The registrar's URI has no user part (§10.2).
  String requestUri() {
    return "sip:" + identity.domain();
  }

  Dialog dialog(Hop hop, String tag, long cseq) {
    String aor = identity.addressOfRecord();
    return new Dialog(
        callId,
        aor,
        tag,
        aor,
        "",
        cseq,
        0,
        identity.routes(),
        requestUri(),
        new Flow(hop.transport(), hop.hostPort(), true, identity.name()));
  }

  List<Reply.Field> fields(Hop hop, int expiresS, @Nullable Challenge proof, String cnonce) {
    List<Reply.Field> fields = new ArrayList<>();
    String contact = identity.contact(seen.get(), hop.transport());
    boolean plain = identity.spec().getAccount().getNoInstance();
    fields.add(
        new Reply.Field(
            "Contact",
            contact
                + (plain ? "" : ";+sip.instance=\"<" + instance + ">\";reg-id=1")
                + ";expires="
                + expiresS));
    fields.add(new Reply.Field("Expires", Integer.toString(expiresS)));
    fields.add(new Reply.Field("Supported", plain ? "path" : "path, outbound, gruu"));
    String proxies = identity.spec().getAccount().getProxyRequire();
    if (!proxies.isEmpty()) {
      fields.add(new Reply.Field("Proxy-Require", proxies));
    }
    if (proof != null) {
      Digest.answer(
              proof.value(),
              account(),
              new Digest.Use("REGISTER", requestUri(), "", proof.uses(), cnonce))
          .ifPresent(value ->
              fields.add(
                  new Reply.Field(proof.proxy() ? "Proxy-Authorization" : "Authorization", value)));
    }
    return fields;
  }

  private Digest.Account account() {
    return new Digest.Account(
        identity.spec().getAuthUser(),
        identity.spec().getAuthPassword(),
        identity.spec().getAccount().getRealm());
  }

  RegEvent read(Instant at, IncomingResponse response, int askedS) {
    int status = response.status();
    if (status >= 200 && status < 300) {
      return granted(at, response, askedS);
    }
    if (status == 401 || status == 407) {
      boolean proxy = status == 407;
      List<String> all = response.headers(proxy ? "Proxy-Authenticate" : "WWW-Authenticate");
      return new RegEvent.Challenged(
          at,
          Digest.choose(all, account())
              .map(value -> new Challenge(proxy, value, Digest.stale(value), 0))
              .orElse(null));
    }
    if (status == 423) {
      return new RegEvent.TooBrief(at, number(response.header("Min-Expires")));
    }
    return new RegEvent.Refused(
        at, status, response.phrase(), number(response.header("Retry-After")));
  }

  private RegEvent granted(Instant at, IncomingResponse response, int askedS) {
    Optional<String> ours = response.headers("Contact").stream().filter(this::isOurs).findFirst();
    int header = number(response.header("Expires"));
    int fallback = header > 0 ? header : askedS;
    int expires =
        ours.map(contact -> number(EXPIRES, contact).orElse(fallback))
            // some registrars answer without the bindings
            .orElse(response.headers("Contact").isEmpty() ? fallback : 0);
    List<String> routes = new ArrayList<>();
    for (String value : response.headers("Service-Route")) {
      Matcher uri = URI.matcher(value);
      while (uri.find() && routes.size() < MAX_ROUTES) {
        routes.add("<" + uri.group(1) + ">");
      }
    }
    String gruu = ours.map(GRUU::matcher).filter(Matcher::find).map(m -> m.group(1)).orElse("");
    return new RegEvent.Granted(at, expires, routes, gruu);
  }

  /// By the instance, or by user and host: registrars may add parameters (§10.3).
  private boolean isOurs(String contact) {
    String lower = contact.toLowerCase(Locale.ROOT);
    if (lower.contains(instance)) {
      return true;
    }
    for (String transport : List.of("udp", "tcp", "tls")) {
      Matcher uri = URI.matcher(identity.contact(seen.get(), transport));
      if (uri.find() && lower.contains(uri.group(1).split(";", 2)[0].toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Integer> number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
  }

  private static int number(String text) {
    Matcher digits = Pattern.compile("\\d{1,9}").matcher(text);
    return digits.lookingAt() ? Integer.parseInt(digits.group()) : 0;
  }
}
