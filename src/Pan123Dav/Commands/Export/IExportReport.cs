namespace Pan123Dav.Commands.Export;

/// <summary>Is told what goes on.</summary>
internal interface IExportReport
{
    /// <summary>Something was left out or got another name.</summary>
    void Warn(string path, string code, string message);

    /// <summary>Nothing happens for a while.</summary>
    void Wait(TimeSpan time, string reason);

    /// <summary>Something is done.</summary>
    void Advance(ExportSummary summary);
}
