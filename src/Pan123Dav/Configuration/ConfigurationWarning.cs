namespace Pan123Dav.Configuration;

/// <summary>Something in the configuration that works as it is written, but was hardly meant so. Never holds the value of a secret.</summary>
/// <param name="Source">The full key, the name of an environment variable, or a file.</param>
/// <param name="Code">Names the kind of slip, for programs.</param>
/// <param name="Message">What is doubtful and what to write instead.</param>
/// <param name="Line">Where in the file, from 1; 0 for what is no file.</param>
/// <param name="Column">In bytes, from 1; 0 for what is no file.</param>
internal readonly record struct ConfigurationWarning(string Source, string Code, string Message, int Line = 0, int Column = 0)
{
    /// <summary>Where it is: <c>Pan123Dav:Users:1:Name</c> or <c>/config/appsettings.json:12:5</c>.</summary>
    public string Place => Line == 0 ? Source : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Source}:{Line}:{Column}");
}
