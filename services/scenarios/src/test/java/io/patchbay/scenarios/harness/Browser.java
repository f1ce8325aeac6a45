package io.patchbay.scenarios.harness;

import com.google.common.base.Splitter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/// Chromium without a screen, as somebody in front of the console.
public final class Browser implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final ChromeDriver driver;
  private final String base;

  /// Opens a browser that knows nothing yet.
  ///
  /// @param base address of the console
  public Browser(String base) throws IOException {
    this.base = base;
    Path profile =
        Files.createTempDirectory(Files.createDirectories(Path.of("target", "chromium")), "p")
            .toAbsolutePath();
    ChromeOptions options = new ChromeOptions();
    options.setBinary(installed("chromium"));
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--user-data-dir=" + profile);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(installed("chromedriver"))
            .usingAnyFreePort()
            .build();
    this.driver = new ChromeDriver(service, options);
    width(1280);
  }

  private static File installed(String program) throws IOException {
    for (String directory : Splitter.on(File.pathSeparatorChar).split(System.getenv("PATH"))) {
      Path file = Path.of(directory, program);
      if (Files.isExecutable(file)) {
        return file.toFile();
      }
    }
    throw new IOException(program + " is not installed");
  }

  /// Sets the width of the window, CSS pixels.
  public void width(int pixels) {
    driver.manage().window().setSize(new Dimension(pixels, 1000));
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        java.util.Map.of("width", pixels, "height", 1000, "deviceScaleFactor", 1, "mobile", false));
  }

  public void open(String path) {
    driver.get(base + path);
  }

  /// The path of the page it is on.
  public String path() {
    String url = driver.getCurrentUrl();
    return url == null ? "" : url.substring(base.length());
  }

  /// Returns when the next page is there.
  public void signIn(String user, String password) {
    open("/sign-in");
    fill("input[name=user]", user);
    fill("input[name=password]", password);
    WebElement button = find("form[action='/sign-in'] button[type=submit]");
    button.click();
    Await.until("the page after signing in", SOON, () -> gone(button));
  }

  private static boolean gone(WebElement element) {
    try {
      element.isEnabled();
      return false;
    } catch (StaleElementReferenceException _) {
      return true;
    }
  }

  public void fill(String selector, String text) {
    WebElement field = find(selector);
    field.clear();
    field.sendKeys(text);
  }

  public void choose(String selector, String value) {
    click(selector + " option[value='" + value + "']");
  }

  /// Again when the section was drawn anew between finding and clicking.
  public void click(String selector) {
    Await.until(
        "a click on " + selector,
        SOON,
        () -> {
          try {
            find(selector).click();
            return true;
          } catch (StaleElementReferenceException _) {
            return false;
          }
        });
  }

  /// Waits for an element that can be seen.
  public WebElement find(String selector) {
    return Await.value(
        selector + " on " + path(),
        SOON,
        () -> {
          try {
            return driver.findElements(By.cssSelector(selector)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst();
          } catch (StaleElementReferenceException _) {
            return Optional.empty();
          }
        });
  }

  /// Waits until an element's text holds this, without a reload.
  public void awaitText(String selector, String part) {
    Await.value(
        "'" + part + "' in " + selector + " on " + path(),
        SOON,
        () -> {
          try {
            return driver.findElements(By.cssSelector(selector)).stream()
                .filter(element -> element.getText().contains(part))
                .findFirst();
          } catch (StaleElementReferenceException e) {
            return Optional.empty();
          }
        });
  }

  /// Whether the page is wider than the window.
  public boolean overflows() {
    Object wider =
        driver.executeScript("return document.documentElement.scrollWidth > window.innerWidth + 1");
    return Boolean.TRUE.equals(wider);
  }

  /// What the browser makes of a sound file: its channels, at 8 kHz.
  public List<ToneMeter> decode(Path file) throws IOException {
    driver.manage().timeouts().scriptTimeout(SOON);
    Object said =
        driver.executeAsyncScript(
            """
            const done = arguments[1];
            const octets = Uint8Array.from(atob(arguments[0]), (c) => c.charCodeAt(0));
            new OfflineAudioContext(1, 1, 8000).decodeAudioData(octets.buffer).then(
              (sound) => done(Array.from({ length: sound.numberOfChannels }, (_, channel) =>
                Array.from(sound.getChannelData(channel), (x) => Math.round(x * 32767)).join(' '))),
              (error) => done(String(error)));
            """,
            Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
    if (!(said instanceof List<?> channels)) {
      throw new AssertionError(file + ": " + said);
    }
    return channels.stream().map(channel -> ToneMeter.of(samples((String) channel), 8000)).toList();
  }

  private static short[] samples(String text) {
    List<String> numbers = Splitter.on(' ').splitToList(text);
    short[] pcm = new short[numbers.size()];
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] = (short) Math.clamp(Integer.parseInt(numbers.get(i)), -32768, 32767);
    }
    return pcm;
  }

  /// What scripts complained about.
  public String complaints() {
    StringBuilder severe = new StringBuilder();
    driver
        .manage()
        .logs()
        .get("browser")
        .getAll()
        .forEach(entry -> {
          if (entry.getLevel().intValue() >= java.util.logging.Level.SEVERE.intValue()) {
            severe.append(entry.getMessage()).append('\n');
          }
        });
    return severe.toString();
  }

  /// A picture of the window below `target/screenshots`.
  public void screenshot(String name) throws IOException {
    Path directory = Files.createDirectories(Path.of("target", "screenshots"));
    Files.write(directory.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
