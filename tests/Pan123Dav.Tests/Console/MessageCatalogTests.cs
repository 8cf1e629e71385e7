using System.Text.RegularExpressions;
using Pan123Dav.Console;

namespace Pan123Dav.Tests.Console;

public sealed partial class MessageCatalogTests
{
    private static readonly MessageCatalog Chinese = MessageCatalog.For(TextLanguage.Chinese);

    private static readonly string[] Keys = [.. MessageCatalog.ReadResources().Select(message => message.Key)];

    // Sources whose sentences nobody reads who is not at home in English, or that have their own Chinese, and why.
    private static readonly (string Path, string Why)[] Elsewhere =
    [
        (@"/Log\.cs$", "logs are English"),
        (@"Pan123Dav/Logging/", "logs are English"),
        (@"Pan123Dav/Delivery/(DeliveryPolicy|Representation|Proxy/OriginBody|DownloadProxy/LinkCallback)\.cs$", "reasons in the log, and a header"),
        (@"Pan123Dav/Authentication/(BasicCredentials|CredentialAuthenticator)\.cs$", "reasons in the log"),
        (@"Pan123Dav/Media/AListApi/", "what AList's clients know"),
        (@"Pan123Dav/(Media/Playlist|WebDav/PropFind/PropFindHandler|WebDav/Listing/ListingHandler)\.cs$", "a header"),
        (@"Pan123Dav/Media/MediaKind\.cs$", "name endings"),
        (@"Exception\.cs$|SignInThrottle\.cs$|StreamingBody\.cs$", "exceptions that are caught by their type"),
        (@"RemoteAuthenticator\.cs$", "a name in an answer of the API"),
        (@"Pan123Dav\.Storage/(Remote/OfflineDrive|WebApi/LinkChain)\.cs$", "what others say, and the log"),
        (@"Pan123Dav/(Console|Commands/Strm|Page|Admin/Problems)/\w*Text\.cs$", "a class a language"),
        (@"Pan123Dav/Admin/(\w+/)?\w+(Extensions|Api)\.cs$", "the OpenAPI document"),
        (@"RedisConnection\.cs$", "goes to the log"),
        (@"Metrics\.cs$|GatewayGauges\.cs$|MetricsText\.cs$|SharedExchange\.cs$", "the help of metrics"),
        (@"Commands/(Export/ExportLinks|Strm/StrmLibrary|Setup/DomainFiles)\.cs$", "comments in files"),
        (@"Pan123Dav\.Storage/Remote/Http/ApiErrors\.cs$", "some are what 123 says: the others are below"),
    ];

    [Fact]
    public void EveryMessageInTheSource_HasAChineseOne()
    {
        var missing = Sources()
            .Where(source => !Elsewhere.Any(elsewhere => Regex.IsMatch(source.Path, elsewhere.Path)))
            .SelectMany(source => SourceMessages.Read(source.Text), (source, found) => (source.Path, found.Line, found.Message))
            .Where(found => !IsCode(found.Message) && Chinese.Find(Fill(found.Message)) is null && !IsPart(found.Message))
            .Select(found => $"{found.Path}:{found.Line}: {found.Message}")
            .ToList();

        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    [Fact]
    public void EveryChineseMessage_IsMadeSomewhereAndPutsInTheSame()
    {
        var messages = MessageCatalog.ReadResources().ToList();

        Assert.Equal(messages.Count, messages.DistinctBy(message => message.Key).Count());
        Assert.All(messages, message => Assert.Equal(Holes(message.Key), Holes(message.Value)));
        Assert.All(messages, message => Assert.Matches(@"[\u3000-\u9fff\uff00-\uffef]", message.Value));
    }

    [Theory]
    [InlineData("is not a known key: did you mean Uid?", "不是已知的键：您是想写 Uid 吗？")]
    [InlineData("the password holds the user's name", "密码含有用户名")]
    [InlineData("chekc is no command: did you mean check?", "没有 chekc 这个命令：您是想写 check 吗？")]
    [InlineData("nobody has ever written this", "nobody has ever written this")]
    [InlineData("A size is at most 9. Write the size in bytes, or leave the field blank.", "大小最大为 9。请写字节数，或留空。")]
    [InlineData("A time is at most 9. Write Unix seconds, or leave the field blank.", "时间最大为 9。请写 Unix 秒数，或留空。")]
    public void Translate_Message_PutsInWhatItHolds(string message, string expected) => Assert.Equal(expected, Chinese.Translate(message));

    [Fact]
    public void Translate_ValueThatLooksLikeAHole_StaysAsItIs() =>
        Assert.Equal("没有 {1} 这个命令：您是想写 {0} 吗？", Chinese.Translate("{1} is no command: did you mean {0}?"));

    [Fact]
    public void Translate_SeveralThatArePutInAsOne_TranslatesEach() => Assert.Equal(
        "先前的有效内容继续提供：/etc/a.json 无法按现状读取；tree.txt 有错误；unheard of",
        Chinese.Translate("what was good before is served on: /etc/a.json cannot be read as it is; tree.txt has errors; unheard of"));

    [Fact]
    public void Translate_English_ChangesNothing() =>
        Assert.Equal("there is an unexpected word", MessageCatalog.For(TextLanguage.English).Translate("there is an unexpected word"));

    private static IEnumerable<(string Path, string Text)> Sources() => new[] { "src/Pan123Dav", "src/Pan123Dav.Storage" }
        .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Repository.Root, project), "*.cs", SearchOption.AllDirectories))
        .Select(path => path.Replace('\\', '/'))
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
        .Select(path => (path, File.ReadAllText(path)));

    // What others go on with, or begin with. Numbers agree: of "file" and "have" nobody makes a sentence.
    private static bool IsPart(string message) => Agreement().IsMatch(message) || Keys.Any(key => Regex.IsMatch(
        key, string.Join(".+", Hole().Split(message).Where((part, i) => i % 2 == 0).Select(Regex.Escape)), RegexOptions.Singleline));

    private static string Fill(string message) => Hole().Replace(message, "a-$1");

    private static IEnumerable<string> Holes(string message) => Hole().Matches(message).Select(hole => hole.Value).Distinct().Order();

    // SQL, markup, headers, style sheets; the name of a command.
    private static bool IsCode(string text) => Code().IsMatch(text);

    [GeneratedRegex("single number that could .* are read|single numbers that could .* is read|file has no .* are left|files have no .* is left")]
    private static partial Regex Agreement();

    [GeneratedRegex(@"\{(\d)(?::t)?\}")]
    private static partial Regex Hole();

    [GeneratedRegex(
        @"^\{?\d?\}?;? ?(ON CONFLICT|SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|ALTER|DROP|links =) |<\w|^<"
        + @"|max-age|no-store|^https: http:|body\{|aria-|^application/"
        + "|^Basic realm|^Bearer realm|^(# )?pan123dav( [a-z-]+)+:?|^setup code: |^(rclone ls|vlc|net use) ")]
    private static partial Regex Code();
}
