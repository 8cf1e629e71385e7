using System.ComponentModel;

namespace Pan123Dav.Admin;

/// <summary>One mistake of a configuration that is kept out, as it is told outside: never with a secret's value.</summary>
[Description("A mistake for which what was written last is kept out.")]
internal sealed record ConfigurationMistake
{
    [Description("The key, the settings file, or the tree's source.")]
    public required string Place { get; init; }

    [Description("The line, from 1; null where the mistake has none.")]
    public int? Line { get; init; }

    [Description("The column, from 1; null where the mistake has none.")]
    public int? Column { get; init; }

    [Description("Names the kind of mistake in a tree, for programs; else null.")]
    public string? Code { get; init; }

    [Description("What is wrong and what to write instead.")]
    public required string Message { get; init; }
}
