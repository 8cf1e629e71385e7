using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Pan123Dav.Console;

/// <summary>Which language somebody reads.</summary>
internal static class UserLanguage
{
    // POSIX: the first of these that is set decides about messages.
    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>The language of whoever sits at the terminal.</summary>
    /// <param name="setting">What is configured.</param>
    /// <param name="variable">Reads a variable of the environment; null for that of this process.</param>
    public static TextLanguage FromEnvironment(LanguageSetting setting = LanguageSetting.Auto, Func<string, string?>? variable = null) => setting switch
    {
        LanguageSetting.En => TextLanguage.English,
        LanguageSetting.Zh => TextLanguage.Chinese,
        _ => Variables.Select(variable ?? Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) is { } locale
            ? Parse(locale)
            : variable is null ? Parse(CultureInfo.CurrentUICulture.Name) : TextLanguage.English,
    };

    /// <summary>The language of whoever sends an <c>Accept-Language</c> (RFC 9110 section 12.5.4): Chinese when it is wanted more than English.</summary>
    /// <param name="acceptLanguage">The header's value.</param>
    /// <param name="setting">What is configured.</param>
    public static TextLanguage FromHeader(string acceptLanguage, LanguageSetting setting = LanguageSetting.Auto)
    {
        if (setting != LanguageSetting.Auto)
        {
            return FromEnvironment(setting);
        }

        var (english, chinese) = (0.0, 0.0);
        if (StringWithQualityHeaderValue.TryParseList([acceptLanguage], out var ranges))
        {
            // Of two that are wanted alike, the one that is written first is meant.
            for (var i = 0; i < ranges.Count; i++)
            {
                var quality = (ranges[i].Quality ?? 1) - (i * 1e-6);
                var range = ranges[i].Value.Value ?? "";
                chinese = IsOf(range, "zh") ? Math.Max(chinese, quality) : chinese;
                english = IsOf(range, "en") ? Math.Max(english, quality) : english;
            }
        }

        return chinese > english ? TextLanguage.Chinese : TextLanguage.English;
    }

    private static TextLanguage Parse(string locale) => IsOf(locale, "zh") ? TextLanguage.Chinese : TextLanguage.English;

    // "zh", "zh-CN", "zh_CN.UTF-8"; not "zhx".
    private static bool IsOf(string tag, string language) =>
        tag.StartsWith(language, StringComparison.OrdinalIgnoreCase) && (tag.Length == language.Length || !char.IsAsciiLetterOrDigit(tag[language.Length]));
}
