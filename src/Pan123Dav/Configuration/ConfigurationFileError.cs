using System.Text.Json;

namespace Pan123Dav.Configuration;

/// <summary>A configuration file that cannot be read. Shows nothing of the file's content: a secret may stand where the mistake is.</summary>
/// <param name="File">The file; a name when its path is not known.</param>
/// <param name="Line">1-based; 1 when the mistake has no place.</param>
/// <param name="Column">1-based, in bytes; 1 when the mistake has no place.</param>
/// <param name="Message">What is wrong and what to do.</param>
internal readonly record struct ConfigurationFileError(string File, int Line, int Column, string Message)
{
    /// <summary>Describes what building or loading a configuration threw; null for an exception that tells of something else.</summary>
    public static ConfigurationFileError? Describe(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            // "Failed to load configuration from file '…'." around what the parser threw.
            InvalidDataException { InnerException: { } inner } => Describe(inner, Quoted(exception.Message)),
            FileNotFoundException missing => new(missing.FileName ?? Quoted(missing.Message), 1, 1, "does not exist"),
            UnauthorizedAccessException denied => new(Quoted(denied.Message), 1, 1, "must be readable for the user the gateway runs as"),
            _ => null,
        };
    }

    /// <summary>Describes what reading <paramref name="file"/> threw.</summary>
    public static ConfigurationFileError Describe(Exception exception, string file)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            SettingsFormatException settings => new(file, settings.Line, settings.Column, settings.Message),
            JsonException json => Explain(json, file),
            FormatException { InnerException: JsonException inner } => Describe(inner, file),
            // "A duplicate key 'A:B' was found." and "Top-level JSON element must be an object. …" name keys and kinds, never values.
            FormatException when FindRepeatedSection(file) is { } repeated => new(file, repeated.Line, repeated.Column, repeated.Message),
            FormatException format => new(file, 1, 1, $"is not a configuration: {format.Message}"),
            FileNotFoundException => new(file, 1, 1, "does not exist"),
            UnauthorizedAccessException => new(file, 1, 1, "must be readable for the user the gateway runs as"),
            _ => new(file, 1, 1, $"cannot be read ({exception.GetType().Name})"),
        };
    }

    // The stock sources read the file before ours take their place, and only tell where their parser stopped.
    private static ConfigurationFileError Explain(JsonException exception, string file)
    {
        try
        {
            using var stream = System.IO.File.OpenRead(file);
            var text = new SettingsText(stream);
            text.CheckEncoding();
            return Describe(text.Explain(exception), file);
        }
        catch (SettingsFormatException encoding)
        {
            return Describe(encoding, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(file, (int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1, "is not valid JSON here or just before");
        }
    }

    private static ConfigurationWarning? FindRepeatedSection(string file)
    {
        try
        {
            using var stream = System.IO.File.OpenRead(file);
            var found = new SettingsText(stream).FindRepeatedSections(file);
            return found.Count > 0 ? found[0] : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Quoted(string message)
    {
        var first = message.IndexOf('\'', StringComparison.Ordinal);
        var last = message.LastIndexOf('\'');
        return last > first ? message[(first + 1)..last] : "configuration";
    }
}
