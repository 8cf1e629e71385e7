namespace Pan123Dav.Configuration;

/// <summary>One mistake in the configuration. Never holds the value of a secret.</summary>
/// <param name="Key">The full key, as <c>Pan123Dav:Mounts:0:Uid</c>.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
/// <param name="Code">Names the kind of mistake, for programs.</param>
internal readonly record struct ConfigurationError(string Key, string Message, string Code = "configuration")
{
    /// <inheritdoc/>
    public override string ToString() => $"{Key}: {Message}";
}
