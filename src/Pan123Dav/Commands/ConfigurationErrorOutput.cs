using Pan123Dav.Configuration;
using Pan123Dav.Gateway;

namespace Pan123Dav.Commands;

/// <summary>Prints why the gateway cannot start: one mistake a line.</summary>
internal static class ConfigurationErrorOutput
{
    /// <summary>Whether the owner's configuration is why a command failed.</summary>
    public static bool IsFor(Exception exception) => exception is GatewayStartException || ConfigurationFileError.Describe(exception) is not null;

    /// <summary>Prints what <see cref="IsFor"/> holds for.</summary>
    public static void Print(Exception exception, DiagnosticPrinter printer)
    {
        if (exception is not GatewayStartException mistakes)
        {
            printer.Error(ConfigurationFileError.Describe(exception)!.Value);
            return;
        }

        foreach (var mistake in mistakes.Errors)
        {
            printer.Error(mistake);
        }

        printer.Print(mistakes.Diagnostics.Select(diagnostic => (diagnostic.Source, diagnostic.Diagnostic)));
    }
}
