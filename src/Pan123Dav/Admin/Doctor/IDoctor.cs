using System.ComponentModel;
using Pan123Dav.Console;

namespace Pan123Dav.Admin.Doctor;

/// <summary>The checks of the command <c>doctor</c>, on the gateway that is running.</summary>
internal interface IDoctor
{
    /// <summary>Runs them, and tells each when it is done, in the language of <paramref name="messages"/>.</summary>
    IAsyncEnumerable<DoctorCheck> RunAsync(MessageCatalog messages, CancellationToken cancellationToken);
}

/// <summary>One check, as <c>doctor --json</c> writes it.</summary>
[Description("One check of the doctor.")]
internal sealed record DoctorCheck
{
    [Description("What scripts know it by.")]
    public required string Id { get; init; }

    [Description("pass, warn, fail or skip.")]
    public required string Status { get; init; }

    [Description("What was found.")]
    public required string Message { get; init; }

    [Description("What to do; empty when nothing.")]
    public required string Action { get; init; }
}
