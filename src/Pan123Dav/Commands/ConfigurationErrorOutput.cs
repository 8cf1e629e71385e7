using Pan123Dav.Gateway;

namespace Pan123Dav.Commands;

/// <summary>Prints why the gateway cannot start: one mistake a line.</summary>
internal static class ConfigurationErrorOutput
{
    public static void Print(GatewayStartException mistakes, DiagnosticPrinter printer)
    {
        foreach (var mistake in mistakes.Errors)
        {
            printer.Error(mistake);
        }

        printer.Print(mistakes.Diagnostics.Select(diagnostic => (diagnostic.Source, diagnostic.Diagnostic)));
    }
}
