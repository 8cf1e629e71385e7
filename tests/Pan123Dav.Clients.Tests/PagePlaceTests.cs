using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pan123Dav.Clients.Tests.Support;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Hosting;

namespace Pan123Dav.Clients.Tests;

/// <summary>
/// Headless Chromium on a drive at the host's root, and behind a proxy that cuts a prefix off: a film with subtitles in the encodings of China and Japan,
/// a text that is too long, names that look like markup, all from a host on another port that lets no page read.
/// </summary>
public sealed class PagePlaceTests : IAsyncLifetime
{
    private const string Text = "字幕的第一行，我们在这里";
    private const string Japanese = "これは日本語の字幕です";
    private const string Gif = "R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";
    private const string Traditional = "這個字幕是給我們看的，他說";

    private EmulatorHost _emulator = null!;
    private PublishedGateway _gateway = null!;
    private MediaSamples? _media;

    public async ValueTask InitializeAsync()
    {
        _media = await MediaSamples.GetAsync();
        var options = new EmulatorOptions { PrivateKey = PublishedGateway.PrivateKey, Uid = ClientTree.Uid };
        _emulator = await EmulatorHost.StartAsync(options, 0, TestContext.Current.CancellationToken);
        _gateway = await PublishedGateway.StartAsync(Tree(), change: settings =>
        {
            settings["PathBase"] = "/";
            settings["ForwardedHeaders"] = new JsonObject { ["KnownProxies"] = new JsonArray("127.0.0.1") };
            settings["Users"]![0]!["Admin"] = true;

            // A click on the film costs more than a tenth of it.
            settings["Budgets"] = new JsonObject { ["DailyBytes"] = (_media?.Mp4.Length ?? 0) * 8L };
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Play_AtTheRootAndBehindAPrefix_ReadsSubtitlesOfEveryEncoding()
    {
        Tool.Require("chromium");
        NodePackage.Require("playwright-core");
        if (_media is null)
        {
            Tool.Missing("ffmpeg, which makes the film, is not installed");
        }

        var seen = await NodePackage.RunAsync("places.mjs", _gateway.Address, Tool.Find("chromium")!, _emulator.Address.AbsoluteUri);

        Assert.Empty(seen.GetProperty("complaints").EnumerateArray().Select(complaint => complaint.GetString()));
        Assert.Empty(seen.GetProperty("foreign").EnumerateArray().Select(address => address.GetString()));
        foreach (var place in seen.GetProperty("places").EnumerateArray())
        {
            var cues = place.GetProperty("cues").EnumerateObject().ToDictionary(cue => cue.Name, cue => cue.Value.GetString());
            Assert.Equal(
                new Dictionary<string, string?>
                {
                    ["big5.srt"] = Traditional,
                    ["gb.srt"] = Text,
                    ["line.srt"] = Text,
                    ["sjis.srt"] = Japanese,
                    ["srt"] = "<b>" + Text,
                },
                cues);
            Assert.Matches("[0-9]", place.GetProperty("cost").GetString()!);
            Assert.Contains("4 MiB", place.GetProperty("tooLong").GetString()!, StringComparison.Ordinal);
            Assert.Equal("p1.gif", place.GetProperty("steppedBackTo").GetString());
            Assert.StartsWith(place.GetProperty("root").GetString() + "d/", place.GetProperty("link").GetString()!, StringComparison.Ordinal);
            Assert.Equal("#EXTM3U", place.GetProperty("playlist").GetString());
            Assert.Equal(["film.mp4"], place.GetProperty("found").EnumerateArray().Select(name => name.GetString()));
            Assert.True(place.GetProperty("code").GetInt32() > 0, "The QR code has no picture.");
            Assert.Equal(JsonValueKind.True, place.GetProperty("administration").ValueKind);
        }
    }

    private static byte[] Subtitle(string text, string encoding) =>
        CodePagesEncodingProvider.Instance.GetEncoding(encoding)!.GetBytes($"1\n00:00:01,000 --> 00:00:19,000\n{text}\n");

    private string Tree()
    {
        var tree = new StringBuilder("films:\n");
        Add("film.mp4", _media?.Mp4 ?? []);

        // Marks of the format are left out, what only looks like one is not.
        Add("film.srt", Encoding.UTF8.GetBytes($"1\n00:00:01,000 --> 00:00:19,000\n<i onclick=alert(1)>&lt;b&gt;{Text}</i>\n"));
        Add("film.gb.srt", Subtitle(Text, "gb18030"));
        Add("film.big5.srt", Subtitle(Traditional, "big5"));
        Add("film.sjis.srt", Subtitle(Japanese, "shift_jis"));

        // Marks that begin and never end, in one line: read in time that grows with its length, not with its square.
        var line = string.Concat(Enumerable.Repeat("{<a", 400_000));
        Add("film.line.srt", Encoding.UTF8.GetBytes($"1\n00:00:01,000 --> 00:00:19,000\n{Text}\n\n2\n00:00:19,000 --> 00:00:20,000\n{line}\n"));
        Add("p1.gif", Convert.FromBase64String(Gif));
        Add("p2.gif", Convert.FromBase64String(Gif));
        Add("film.huge.srt", new byte[50 << 20], sizeKnown: false);
        Add("<img src=x onerror=alert(1)>.txt", "markup"u8.ToArray());
        Add("rtl\u202Egpj.txt", "rtl"u8.ToArray());
        Add(new string('长', 83) + ".txt", "long"u8.ToArray());
        return tree.ToString();

        void Add(string name, byte[] content, bool sizeKnown = true)
        {
            var number = tree.ToString().Count(c => c == '\n');
            var path = string.Create(CultureInfo.InvariantCulture, $"/{ClientTree.Uid}/{number}{Path.GetExtension(name)}");
            _emulator.Add(path, new EmulatorFile(EmulatorContent.Bytes(content), DateTimeOffset.UnixEpoch));
            var url = new Uri(_emulator.Address, path);
            tree.Append(CultureInfo.InvariantCulture, $"  {name}:{(sizeKnown ? content.Length : null)}::{url.AbsoluteUri}\n");
        }
    }
}
