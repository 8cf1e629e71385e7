namespace Pan123Dav.Console;

/// <summary>A language that texts for people exist in.</summary>
internal enum TextLanguage
{
    /// <summary>English.</summary>
    English,

    /// <summary>Simplified Chinese.</summary>
    Chinese,
}

/// <summary>Key <c>Pan123Dav:Language</c>, and option <c>--language</c>.</summary>
internal enum LanguageSetting
{
    /// <summary>What the terminal's environment or the browser says.</summary>
    Auto,

    /// <summary>English for everybody.</summary>
    En,

    /// <summary>Chinese for everybody.</summary>
    Zh,
}
