package io.patchbay.console.config;

import io.patchbay.contract.document.Ha1;
import io.patchbay.contract.document.Pins;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.ExtensionSpec;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.PinSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.config.v1.UserSpec;
import java.util.regex.Pattern;

/// Passwords in documents: digests when stored, nothing when shown, kept when an edit leaves them
/// out.
public final class Secrets {
  private static final Pattern SECRET_SETTING =
      Pattern.compile("(^|[-_.])(pin|puk|password|secret|token|key)([0-9]?)($|[-_.])");

  private final Passwords passwords;

  public Secrets(Passwords passwords) {
    this.passwords = passwords;
  }

  /// The document without anything secret, for every answer that leaves the service.
  public static Document redact(Document document) {
    return switch (document.getSpecCase()) {
      case EXTENSION -> {
        var spec =
            document.getExtension().toBuilder().clearPassword().clearHa1Md5().clearHa1Sha256();
        yield document.toBuilder().setExtension(spec).build();
      }
      case USER -> {
        var spec = document.getUser().toBuilder().clearPassword().clearPasswordHash();
        yield document.toBuilder().setUser(spec).build();
      }
      case TRUNK -> {
        var spec = document.getTrunk().toBuilder().clearAuthPassword();
        if (spec.hasInbound()) {
          spec.getInboundBuilder().clearPassword();
        }
        yield document.toBuilder().setTrunk(spec).build();
      }
      case LINE -> {
        var spec = document.getLine().toBuilder();
        document.getLine().getSettingsMap().keySet().stream()
            .filter(Secrets::secretSetting)
            .forEach(spec::removeSettings);
        yield document.toBuilder().setLine(spec).build();
      }
      case PIN -> {
        var spec = document.getPin().toBuilder().clearPin().clearPinHash();
        yield document.toBuilder().setPin(spec).build();
      }
      case EDGE,
          LINE_GROUP,
          DIAL_PLAN,
          NUMBER_LIST,
          LIMIT,
          BAR,
          RUN_POLICY,
          SCHEDULE,
          BINDING,
          RATE_TABLE,
          SMS_ROUTE,
          TONE_SCHEME,
          SETTINGS,
          SITE,
          SPEC_NOT_SET ->
          document;
    };
  }

  /// The document as it is to be stored: passwords given become digests, those left out are taken
  /// from the stored one.
  ///
  /// @param stored the default instance when there is none
  Document seal(Document given, Document stored) {
    return switch (given.getSpecCase()) {
      case EXTENSION ->
          given.toBuilder()
              .setExtension(extension(given.getName(), given.getExtension(), stored.getExtension()))
              .build();
      case USER -> given.toBuilder().setUser(user(given.getUser(), stored.getUser())).build();
      case TRUNK -> given.toBuilder().setTrunk(trunk(given.getTrunk(), stored.getTrunk())).build();
      case LINE -> given.toBuilder().setLine(line(given.getLine(), stored.getLine())).build();
      case PIN -> given.toBuilder().setPin(pin(given.getPin(), stored.getPin())).build();
      case EDGE,
          LINE_GROUP,
          DIAL_PLAN,
          NUMBER_LIST,
          LIMIT,
          BAR,
          RUN_POLICY,
          SCHEDULE,
          BINDING,
          RATE_TABLE,
          SMS_ROUTE,
          TONE_SCHEME,
          SETTINGS,
          SITE,
          SPEC_NOT_SET ->
          given;
    };
  }

  /// Does a file still say what was imported from it?
  boolean unchanged(Document file, Document imported) {
    Document sealed = seal(file, imported);
    return content(sealed).equals(content(imported));
  }

  /// Kind, name and spec alone.
  static Document content(Document document) {
    return document.toBuilder().clearRevision().clearUpdatedAt().clearUpdatedBy().build();
  }

  private static ExtensionSpec extension(String name, ExtensionSpec given, ExtensionSpec stored) {
    if (!given.getPassword().isEmpty()) {
      return Ha1.seal(name, given);
    }
    if (given.getHa1Md5().isEmpty() && given.getHa1Sha256().isEmpty()) {
      return given.toBuilder()
          .setHa1Md5(stored.getHa1Md5())
          .setHa1Sha256(stored.getHa1Sha256())
          .build();
    }
    return given;
  }

  private UserSpec user(UserSpec given, UserSpec stored) {
    if (!given.getPassword().isEmpty()) {
      // the salt is random: the hash stays when the password is the same, so that a restart changes
      // nothing
      boolean same = passwords.verify(given.getPassword(), stored.getPasswordHash());
      String hash = same ? stored.getPasswordHash() : passwords.hash(given.getPassword());
      return given.toBuilder().clearPassword().setPasswordHash(hash).build();
    }
    return given.getPasswordHash().isEmpty()
        ? given.toBuilder().setPasswordHash(stored.getPasswordHash()).build()
        : given;
  }

  private PinSpec pin(PinSpec given, PinSpec stored) {
    if (!given.getPin().isEmpty()) {
      if (!Pins.wellFormed(given.getPin())) {
        return given; // which the check refuses
      }
      boolean same = passwords.verify(given.getPin(), stored.getPinHash());
      String hash = same ? stored.getPinHash() : passwords.hash(given.getPin());
      return given.toBuilder().clearPin().setPinHash(hash).build();
    }
    return given.getPinHash().isEmpty()
        ? given.toBuilder().setPinHash(stored.getPinHash()).build()
        : given;
  }

  private static TrunkSpec trunk(TrunkSpec given, TrunkSpec stored) {
    boolean leftOut =
        given.getAuthPassword().isEmpty()
            && !given.getAuthUser().isEmpty()
            && given.getAuthUser().equals(stored.getAuthUser());
    TrunkSpec.Builder spec = given.toBuilder();
    if (leftOut) {
      spec.setAuthPassword(stored.getAuthPassword());
    }
    if (given.hasInbound() && given.getInbound().getPassword().isEmpty()) {
      spec.getInboundBuilder().setPassword(stored.getInbound().getPassword());
    }
    return spec.build();
  }

  /// An empty value takes a secret setting out.
  private static LineSpec line(LineSpec given, LineSpec stored) {
    LineSpec.Builder spec = given.toBuilder();
    stored
        .getSettingsMap()
        .forEach((key, value) -> {
          if (secretSetting(key) && !given.containsSettings(key)) {
            spec.putSettings(key, value);
          }
        });
    given
        .getSettingsMap()
        .forEach((key, value) -> {
          if (secretSetting(key) && value.isEmpty()) {
            spec.removeSettings(key);
          }
        });
    return spec.build();
  }

  private static boolean secretSetting(String key) {
    return SECRET_SETTING.matcher(key).find();
  }
}
