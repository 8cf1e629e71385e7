using System.CommandLine;
using System.Text;
using Pan123Dav.Commands.Import;
using Pan123Dav.Console;
using Pan123Dav.Data;
using Pan123Dav.Network;

namespace Pan123Dav.Commands.Setup;

/// <summary>One run of <c>setup</c>: asks for everything, then writes everything, then looks at it and says where the drive will be.</summary>
internal sealed class SetupRun(SetupOptions options, ISetupPrompts prompts, SetupText text, TextWriter output, DiagnosticPrinter printer)
{
    private const string Place = "pan123dav setup";

    /// <returns>What the process exits with.</returns>
    public async Task<int> RunAsync(InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        try
        {
            if (!options.IsComplete)
            {
                prompts.Say(text.Intro);
            }

            AskToReplace(Path.GetFileName(options.File), SetupSettings.TreeName);
            var dialog = new SetupDialog(options, prompts, text);
            var answers = GetAnswers(dialog);
            if (CreateFiles(answers) is not { } files)
            {
                return ExitCode.Failure;
            }

            files.Write();
            files.Paths.ToList().ForEach(path => output.WriteLine(text.Written(path)));
            return await FinishAsync(answers, dialog.HasAsked, invocation, cancellationToken);
        }
        catch (SetupEndedException e)
        {
            printer.Error(Place, "setup", $"{e.Message} {text.NothingWritten}");
        }
        catch (UnauthorizedAccessException e)
        {
            var folder = options.Folder;
            printer.Error(Place, "file", OperatingSystem.IsWindows() ? text.CannotWrite(folder, e.Message) : text.GiveFolder(folder, UnixUser.Id));
        }
        catch (IOException e)
        {
            printer.Error(Place, "file", text.CannotWrite(options.Folder, e.Message));
        }

        return ExitCode.Failure;
    }

    private SetupAnswers GetAnswers(SetupDialog dialog)
    {
        var key = options.Backup is null ? dialog.GetKey() : "";
        var uid = options.Backup is null && key.Length > 0 ? dialog.GetUid() : 0;
        var (links, input) = new LinkDialog(options, prompts, text).Get();
        uid = links is null || key.Length == 0 ? 0 : SettleUid(uid, links.Tree, dialog);
        if (links is not null && key.Length == 0)
        {
            prompts.Say(text.KeyMissing);
        }

        var user = dialog.GetUser();
        var hash = dialog.GetPasswordHash(user);
        var reach = dialog.GetReach();
        var domain = reach == SetupReach.Domain ? dialog.GetDomain() : null;
        var hasCertificate = reach == SetupReach.Network && dialog.HasAsked && prompts.IsTerminal && EnvironmentUrls().Count == 0
            && prompts.Confirm(text.AskCertificate, "");
        AskToReplace(domain is null ? [] : [DomainFiles.CaddyName, DomainFiles.ComposeName]);
        AskToReplace(hasCertificate ? [SelfSignedCertificate.Name, SelfSignedCertificate.KeyName] : []);

        return new SetupAnswers
        {
            PrivateKey = key,
            Uid = uid,
            Tree = links?.Tree,
            Imported = input.Backup?.Section,
            User = user,
            PasswordHash = hash,
            Reach = reach,
            Domain = domain,
            HasCertificate = hasCertificate,
            DailyBytes = dialog.GetDailyBytes(),
        };
    }

    private ulong SettleUid(ulong uid, string tree, SetupDialog dialog)
    {
        switch (LinkAccount.Find(tree))
        {
            case { } account when uid == 0:
                prompts.Say(text.UidFromLinks(account));
                return account;
            case { } account when uid != account:
                prompts.Say(text.UidDiffers(account));
                break;
        }

        return uid > 0 ? uid : options.IsComplete ? throw new SetupEndedException(text.UidMissing) : dialog.GetUidAgain();
    }

    private void AskToReplace(params string[] names)
    {
        foreach (var path in names.Select(name => Path.Combine(options.Folder, name)).Where(path => !options.Overwrite && Path.Exists(path)))
        {
            if (!prompts.IsTerminal || !prompts.Confirm(text.AskOverwrite(path), "--overwrite"))
            {
                throw new SetupEndedException(text.Exists(path));
            }
        }
    }

    private SetupFiles? CreateFiles(SetupAnswers answers)
    {
        var files = new SetupFiles(options.Folder);
        if (answers.Tree is { } tree)
        {
            files.Add(SetupSettings.TreeName, Encoding.UTF8.GetBytes(tree), replaces: true);
        }
        else
        {
            // Takes the texts out of the section, each into a file of its own.
            new ImportedFiles(options.Folder, answers.Imported!).Trees.ToList().ForEach(file =>
            {
                AskToReplace(file.Name);
                files.Add(file.Name, file.Content, replaces: true);
            });
        }

        if (answers.Domain is { } domain)
        {
            files.Add(DomainFiles.CaddyName, DomainFiles.CreateCaddyfile(domain), replaces: true);
            files.Add(DomainFiles.ComposeName, DomainFiles.CreateCompose(), replaces: true);
        }

        if (answers.HasCertificate)
        {
            var (certificate, key) = SelfSignedCertificate.Create(LocalAddresses.Find(), TimeProvider.System);
            files.Add(SelfSignedCertificate.KeyName, key, replaces: true);
            files.Add(SelfSignedCertificate.Name, certificate, replaces: true);
        }

        var urls = SetupAddresses.GetUrls(answers.Reach, EnvironmentUrls(), answers.HasCertificate);
        var settings = SetupSettings.Format(SetupSettings.Create(answers, SetupSettings.TreeName, urls));
        var errors = SetupSettings.FindErrors(settings, options.Folder);
        errors.ToList().ForEach(printer.Error);
        if (errors.Count > 0)
        {
            printer.Error(Place, "setup", text.NothingWritten);
            return null;
        }

        files.Add(Path.GetFileName(options.File), settings, replaces: true);
        return files;
    }

    private async Task<int> FinishAsync(SetupAnswers answers, bool hasAsked, InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        var report = new CheckOutput();
        await ConfigurationCheck.RunAsync(report, Pan123Dav.Configuration.SettingsFile.From(options.File), cancellationToken);
        report.PrintDiagnostics(printer);
        var (files, folders, errors, warnings) = report.Count();
        output.WriteLine(text.CheckFound(files, folders, errors, warnings));
        output.WriteLine(answers.DailyBytes is { } bytes ? text.BudgetWritten(bytes / 1_000_000_000) : text.BudgetProposed);
        if (hasAsked && prompts.IsTerminal && prompts.Confirm(text.AskDoctor, ""))
        {
            var doctor = new RootCommand { Doctor.DoctorCommand.Create(), new ConfigOption() };
            await doctor.Parse(["doctor", "--config", options.File]).InvokeAsync(invocation, cancellationToken);
        }

        if (answers.Domain is not null)
        {
            OwnerOnlyData();
            output.WriteLine(text.DomainNext(options.Folder));
        }
        else
        {
            output.WriteLine(text.StartWith($"{DemoText.Program} --config {DemoText.Quoted(options.File)}"));
        }

        SetupAddresses.Print(answers, EnvironmentUrls(), text, output);
        return errors > 0 ? ExitCode.Failure : ExitCode.Success;
    }

    // Docker would make it, and as root.
    private void OwnerOnlyData() => OwnerOnly.CreateFolder(Path.Combine(options.Folder, "data"));

    private static IReadOnlyList<string> EnvironmentUrls() => ListenAddress.All(
        new ConfigurationBuilder().AddEnvironmentVariables("ASPNETCORE_").AddEnvironmentVariables("DOTNET_").AddEnvironmentVariables().Build());
}
