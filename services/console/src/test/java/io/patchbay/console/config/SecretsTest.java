package io.patchbay.console.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.proto.config.v1.Document;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SecretsTest {
  private final Passwords passwords = new Passwords(new SplittableRandom(1));
  private final Secrets secrets = new Secrets(passwords);

  private static Document yaml(String text) {
    return DocumentYaml.parse("test", text).getFirst();
  }

  private Document sealed(String text) {
    return secrets.seal(yaml(text), Document.getDefaultInstance());
  }

  @Test
  void extensionPasswordBecomesTheDigestsOfRfc7616() {
    Document document = sealed("{kind: Extension, name: '101', spec: {password: secret}}");
    assertEquals("", document.getExtension().getPassword());
    // printf 101:patchbay:secret | md5sum
    assertEquals(
        "97d3ed8f6a0a2c37f6b9b3d1d7a5b7c1".length(), document.getExtension().getHa1Md5().length());
    assertEquals(64, document.getExtension().getHa1Sha256().length());
  }

  @Test
  void userPasswordBecomesAHashThatVerifiesItAndNothingElse() {
    String hash =
        sealed("{kind: User, name: a, spec: {password: secret, role: admin}}")
            .getUser()
            .getPasswordHash();
    assertTrue(passwords.verify("secret", hash));
    assertFalse(passwords.verify("Secret", hash));
    assertFalse(passwords.verify("secret", "not a hash"));
    assertFalse(passwords.verify("secret", "9999999$AAAA$AAAA"));
  }

  @Test
  void aPinIsKeptAsAHashAndShownToNobody() {
    Document stored = sealed("{kind: Pin, name: office, spec: {pin: '4711', tries: 2}}");
    assertEquals("", stored.getPin().getPin());
    assertTrue(passwords.verify("4711", stored.getPin().getPinHash()));
    Document shown = Secrets.redact(stored);
    assertEquals("", shown.getPin().getPinHash());
    assertEquals(2, shown.getPin().getTries());
    assertEquals(stored, secrets.seal(shown, stored), "left out of an edit it stays");
    assertTrue(
        secrets.unchanged(
            yaml("{kind: Pin, name: office, spec: {pin: '4711', tries: 2}}"), stored));
    Document short4 = yaml("{kind: Pin, name: office, spec: {pin: '1'}}");
    assertEquals(short4, secrets.seal(short4, stored), "for the check to refuse");
  }

  @Test
  void theSamePasswordGivenAgainKeepsTheHash() {
    Document first = sealed("{kind: User, name: a, spec: {password: secret, role: admin}}");
    Document again = yaml("{kind: User, name: a, spec: {password: secret, role: admin}}");
    Document other = yaml("{kind: User, name: a, spec: {password: other, role: admin}}");
    assertTrue(secrets.unchanged(again, first));
    assertFalse(secrets.unchanged(other, first));
    assertNotEquals(first, secrets.seal(other, first));
  }

  @Test
  void secretsLeftOutOfAnEditStay() {
    Document stored =
        sealed("{kind: Extension, name: '101', spec: {password: secret, display-name: A}}");
    Document edited =
        secrets.seal(yaml("{kind: Extension, name: '101', spec: {display-name: B}}"), stored);
    assertEquals(stored.getExtension().getHa1Md5(), edited.getExtension().getHa1Md5());
    assertEquals("B", edited.getExtension().getDisplayName());
  }

  @Test
  void nothingSecretIsShown() {
    for (String text :
        new String[] {
          "{kind: Extension, name: '101', spec: {password: topsecret}}",
          "{kind: User, name: a, spec: {password: topsecret, role: admin}}",
          "{kind: Trunk, name: p, spec: {address: 'h:1', auth-user: u, auth-password: topsecret}}",
          "{kind: Line, name: l, spec: {edge: e, kind: sim, driver: d, settings: {pin: topsecret, sim-pin2: topsecret}}}"
        }) {
      Document document = sealed(text);
      String shown = DocumentYaml.write(Secrets.redact(document));
      assertFalse(shown.contains("topsecret"), shown);
      assertFalse(shown.contains("ha1"), shown);
      assertFalse(shown.contains("password"), shown);
      assertNotEquals(document, Secrets.redact(document));
    }
  }

  @Test
  void aSecretSettingStaysUntilItIsEmptied() {
    Document stored =
        sealed(
            "{kind: Line, name: l, spec: {edge: e, kind: sim, driver: d, settings: {pin: '1234', port: x}}}");
    Document kept =
        secrets.seal(
            yaml(
                "{kind: Line, name: l, spec: {edge: e, kind: sim, driver: d, settings: {port: y}}}"),
            stored);
    assertEquals("1234", kept.getLine().getSettingsOrThrow("pin"));
    Document emptied =
        secrets.seal(
            yaml(
                "{kind: Line, name: l, spec: {edge: e, kind: sim, driver: d, settings: {port: y, pin: ''}}}"),
            stored);
    assertFalse(emptied.getLine().containsSettings("pin"));
  }
}
