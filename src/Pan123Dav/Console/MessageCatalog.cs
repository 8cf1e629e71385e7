using System.Collections.Frozen;
using System.Text.Json;

namespace Pan123Dav.Console;

/// <summary>
/// Puts messages into a reader's language. They are made in English, where nobody knows who reads them: a log, a script or a person. What people read goes
/// through here on its way out. The Chinese ones lie in <c>Console/zh-CN/*.json</c>: the English sentence, with <c>{0}</c> for what is put in, and the
/// Chinese one. <c>{0:t}</c> is put in translated, also where it is several sentences with <c>; </c> between them. What has no translation stays English;
/// a test finds it.
/// </summary>
internal sealed class MessageCatalog
{
    /// <summary>What stands between messages that are told as one.</summary>
    public const string Separator = "; ";

    private const string Folder = "zh-CN/";

    private static readonly Lazy<MessageCatalog> Chinese = new(static () => new MessageCatalog(TextLanguage.Chinese, ReadResources()));

    private readonly FrozenDictionary<string, string> _sentences;
    private readonly MessagePattern[] _patterns;

    /// <param name="language">The language of the values.</param>
    /// <param name="messages">English messages with those of the language.</param>
    internal MessageCatalog(TextLanguage language, IEnumerable<KeyValuePair<string, string>> messages)
    {
        Language = language;
        var split = messages.ToLookup(static message => MessagePattern.HasHole(message.Key));
        _sentences = split[false].ToFrozenDictionary(static message => message.Key, static message => message.Value, StringComparer.Ordinal);

        // Of several that fit, the one that says most itself is meant.
        _patterns = [.. split[true].Select(static message => new MessagePattern(message.Key, message.Value))
            .OrderByDescending(static pattern => pattern.LiteralLength)];
    }

    /// <summary>The messages as they are made.</summary>
    public static MessageCatalog English { get; } = new(TextLanguage.English, []);

    /// <summary>What the messages are put into.</summary>
    public TextLanguage Language { get; }

    /// <summary>The messages of a language. The Chinese ones are read when they are first asked for.</summary>
    public static MessageCatalog For(TextLanguage language) => language == TextLanguage.Chinese ? Chinese.Value : English;

    /// <summary>Every English message with its Chinese one, file by file.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> ReadResources()
    {
        var assembly = typeof(MessageCatalog).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var file = assembly.GetManifestResourceStream(name)!;
            using var json = JsonDocument.Parse(file);
            foreach (var message in json.RootElement.EnumerateObject())
            {
                yield return new(message.Name, message.Value.GetString()!);
            }
        }
    }

    /// <summary>The message in this language; the message itself where there is none.</summary>
    public string Translate(string message) => Find(message) ?? message;

    /// <summary>One message, or several with <see cref="Separator"/> between them, in this language.</summary>
    public string TranslateAll(string messages)
    {
        // A message may hold the separator itself, and one with a hole in front fits whatever ends like it.
        var parts = messages.Split(Separator);
        return parts.Length > 1 && parts.All(part => Find(part) is not null)
            ? string.Join(Translate(Separator), parts.Select(Translate))
            : Find(messages) ?? string.Join(Translate(Separator), parts.Select(Translate));
    }

    /// <summary>The message in this language; null where there is none.</summary>
    public string? Find(string message)
    {
        if (_sentences.TryGetValue(message, out var sentence))
        {
            return sentence;
        }

        foreach (var pattern in _patterns)
        {
            if (pattern.Translate(message, this) is { } translated)
            {
                return translated;
            }
        }

        return null;
    }
}
