using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Pan123Dav.Admin.Problems;
using Pan123Dav.Configuration.Editing;
using Pan123Dav.Data;

namespace Pan123Dav.Admin.Settings;

/// <summary>
/// Changes the settings file that an owner edits by hand: only what is meant, only to what the gateway takes, and with an answer only when it is in force.
/// One change is made at a time.
/// </summary>
internal sealed class SettingsEditor(IConfiguration configuration, IGatewaySettings settings, IConfigurationStatus status) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>The entity tag of a settings file; null when there is none that can be read.</summary>
    public static string? GetTag(SettingsPlace place)
    {
        try
        {
            return place.Path is { } path ? TextTag.Create(File.ReadAllBytes(path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Does one change.</summary>
    /// <param name="ifMatch">Which state of the file is to be changed; any when there is none.</param>
    /// <param name="prepare">Looks at what is in force, decides, and tells what to change.</param>
    /// <param name="cancellationToken">Gives up before anything is decided.</param>
    /// <exception cref="ApiProblem">It was not made, and nothing was changed.</exception>
    public async Task RunAsync(StringValues ifMatch, Func<SettingsChange> prepare, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (status.KeptOut is { } keptOut)
            {
                throw new ApiProblem(StatusCodes.Status409Conflict, "kept-out", static text => text.KeptOut)
                {
                    Errors = [.. keptOut.Mistakes.Select(static mistake => new FieldError { Key = mistake.Place, Message = mistake.Message })],
                };
            }

            await WriteAsync(prepare(), ifMatch);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task WriteAsync(SettingsChange change, StringValues ifMatch)
    {
        if (change.Place.Problem is { } problem)
        {
            throw problem;
        }

        var (file, path) = (change.Place.File!, change.Place.Path!);
        var old = Read(path);
        if (!TextTag.IsMeant(ifMatch, TextTag.Create(old)))
        {
            throw ApiProblem.Stale(TextTag.Create(old));
        }

        var text = Edit(old, change);
        if (text.AsSpan().SequenceEqual(old))
        {
            if (change.Otherwise is { } otherwise && !change.IsMeant(configuration))
            {
                throw otherwise;
            }

            return;
        }

        CheckNothingElseChanged(old, text, change);
        var candidate = ConfigurationCandidate.Create((IConfigurationRoot)configuration, file, text);
        var errors = settings.FindErrors(candidate);
        if (errors.Count > 0)
        {
            throw new ApiProblem(StatusCodes.Status422UnprocessableEntity, "settings", static texts => texts.SettingsWrong)
            {
                Errors = [.. errors.Select(error => new FieldError { Key = error.Key, Field = change.GetField(error.Key), Message = error.Message })],
            };
        }

        if (!change.IsMeant(candidate))
        {
            throw change.Otherwise ?? new ApiProblem(StatusCodes.Status409Conflict, "form", static texts => texts.OtherForm);
        }

        Replace(path, old, text);
        if (!file.Reload() || !await settings.ReloadAsync())
        {
            throw new ApiProblem(StatusCodes.Status503ServiceUnavailable, "not-in-force", static texts => texts.NotInForce);
        }
    }

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ApiProblem(StatusCodes.Status503ServiceUnavailable, "unreadable", static text => text.Unreadable);
        }
    }

    private static byte[] Edit(byte[] old, SettingsChange change)
    {
        try
        {
            if (!System.Text.Unicode.Utf8.IsValid(old))
            {
                throw new ApiProblem(StatusCodes.Status409Conflict, "form", static text => text.OtherForm);
            }

            return change.Edit(old);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // Written by hand in a form that is read, and not known here: keys with colons, objects for lists.
            throw new ApiProblem(StatusCodes.Status409Conflict, "form", static text => text.OtherForm);
        }
    }

    // Whatever the editing did: other keys of the file are as they were.
    private static void CheckNothingElseChanged(byte[] old, byte[] text, SettingsChange change)
    {
        try
        {
            var (before, after) = (Outside(old, change.Key), Outside(text, change.Key));
            if (before.Count == after.Count && before.All(pair => after.TryGetValue(pair.Key, out var value) && value == pair.Value))
            {
                return;
            }
        }
        catch (FormatException)
        {
            // Told below.
        }

        throw new ApiProblem(StatusCodes.Status409Conflict, "form", static texts => texts.OtherForm);
    }

    private static Dictionary<string, string?> Outside(byte[] text, string key) => ConfigurationCandidate.Flatten(text)
        .Where(pair => !(pair.Key + ConfigurationPath.KeyDelimiter).StartsWith(key + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase))
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

    private static void Replace(string path, byte[] old, byte[] text)
    {
        try
        {
            if (!new ReplaceableFile(path).Replace(text, () => Read(path).AsSpan().SequenceEqual(old)))
            {
                throw ApiProblem.Stale(TextTag.Create(Read(path)));
            }
        }
        catch (FileObstacleException e)
        {
            throw Obstacles.ToProblem(e.Obstacle, path);
        }
    }
}

/// <summary>One change of the settings.</summary>
/// <param name="Place">Where it is made.</param>
/// <param name="Key">The key that it is about: nothing outside of it may change.</param>
/// <param name="Edit">Makes it in the file's text.</param>
/// <param name="IsMeant">Whether the configuration is then what was meant.</param>
/// <param name="GetField">Which member of the request's body a key comes from; null for none.</param>
internal sealed record SettingsChange(
    SettingsPlace Place, string Key, Func<byte[], byte[]> Edit, Predicate<IConfiguration> IsMeant, Func<string, string?> GetField)
{
    /// <summary>Why it may not come out as it is meant: other sources set it too. Null when there are none.</summary>
    public ApiProblem? Otherwise { get; init; }
}
