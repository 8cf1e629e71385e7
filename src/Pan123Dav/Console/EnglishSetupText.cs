namespace Pan123Dav.Console;

/// <summary>The English texts of <c>setup</c>.</summary>
internal sealed class EnglishSetupText : SetupText
{
    public static EnglishSetupText Instance { get; } = new();

    public override TextLanguage Language => TextLanguage.English;

    public override string Tag => "en";

    public override string Intro => "This sets up a drive of your 123 direct links. Nothing is written before all is answered; Ctrl+C ends it.";

    public override string AskKey => "Private key (www.123pan.com/DirectLink; leave it empty if links need no signature)";

    public override string AskUid => "Account ID (www.123pan.com/Setting; leave it empty to take it from the links)";

    public override string AskUidAgain => "Account ID (the links do not show it; see www.123pan.com/Setting)";

    public override string AskLinks =>
        "Links: paste them, one a line, and end with an empty line; or write the path of a file with links, or of a backup of AList or OpenList";

    public override string AskUser => "User name for the drive";

    public override string AskPassword => "Password";

    public override string AskPasswordAgain => "The same password again";

    public override string AskReach => "Who may reach the drive";

    public override string ReachMachine => "machine: programs on this machine only";

    public override string ReachNetwork => "network: every device on this network, by plain HTTP";

    public override string ReachDomain => "domain: everybody, by https and a domain of yours";

    public override string AskDomain => "Domain, such as drive.example.com";

    public override string AskCertificate => "Use https in this network, with a certificate that the gateway makes itself";

    public override string CertificateWarning =>
        "Nobody knows this certificate: browsers ask once, and some players and televisions refuse it. By http only this machine reaches the drive.";

    public override string AskQuota =>
        "Direct-link traffic of your plan in a month, in GB, for a first daily budget of a tenth of it (leave it empty for none)";

    public override string YesOrNo => "Write y or n.";

    public override string AskDoctor => "Ask 123 now whether it takes the links (doctor; one byte each)";

    public override string AskLeaveOut => "Leave these lines out (no: paste all links anew)";

    public override string AskOverwrite(string path) => $"{path} is there already. Replace it";

    public override string NoAnswer(string option) => $"There is no answer for {option}: write it as an option, or start setup in a terminal.";

    public override string NothingWritten => "Nothing was written.";

    public override string Exists(string path) => $"{path} is there already: write --overwrite to replace it, or --config with another file.";

    public override string KeyHasBlanks => "A private key has no blanks or control characters in it: copy it once more.";

    public override string KeyMissing => "Without a private key links go out unsigned, which works only while URL authentication is off at 123.";

    public override string UidWrong => "An account ID is a number, such as 1812345678.";

    public override string UidMissing => "The account ID is missing, and the links do not show it: find it at www.123pan.com/Setting.";

    public override string UidFromLinks(ulong uid) => $"Account ID, read from the links: {uid}";

    public override string UidDiffers(ulong uid) => $"All links are of the account {uid}: 123 will refuse them when another number signs them.";

    public override string LinksMissing => "There is no link in it: paste the links that 123 gives for your files, one a line.";

    public override string LinksTooLong => "This is larger than any list of links.";

    public override string NoFile(string path, string reason) => $"{path} cannot be read: {reason}";

    public override string Encoding(string name) => $"The text is read as {name}.";

    public override string NoEncoding => "The text is neither UTF-8 nor UTF-16 nor GB18030: save it as UTF-8.";

    public override string BackupUnreadable => "It is no backup of AList or OpenList that can be read.";

    public override string BackupEmpty => "No storage in the backup has a counterpart here: those of 123 and UrlTree have.";

    public override string LinksRead(int files, int folders) => $"{files} files in {folders} folders.";

    public override string LinesFaulty(int count) => count == 1 ? "One line cannot be used." : $"{count} lines cannot be used.";

    public override string Line(int line, string message) => line == 0 ? message : $"line {line}: {message}";

    public override string AndMore(int count) => $"and {count} more";

    public override string UserMissing => "The user name is missing.";

    public override string UserWrong => "A user name has no colon and no control characters in it.";

    public override string PasswordsDiffer => "The two passwords are not the same.";

    public override string WeakPassword(string reason) => $"The password {reason}: choose another of 10 characters or more, such as four words.";

    public override string PasswordGood => "The password is taken: it is not among those that are guessed first.";

    public override string PasswordFileWrong(string path) => $"{path} must hold the password as one line of UTF-8 text.";

    public override string ReachWrong => "Write machine, network or domain.";

    public override string DomainWrong => "Write a domain name alone, such as drive.example.com.";

    public override string NetworkWarning =>
        "Over plain HTTP the password can be read by whoever sees this network, and Windows Explorer wants BasicAuthLevel 2 in the registry. "
        + "At home that may do.";

    public override string QuotaWrong => "Write a whole number of GB, or nothing.";

    public override string BudgetProposed =>
        "No daily budget bounds the traffic yet. A good first one is a tenth of the month's quota: \"Budgets\": { \"DailyBytes\": … } in the settings file.";

    public override string BudgetWritten(long gigabytes) => $"Daily budget: {gigabytes} GB.";

    public override string Written(string path) => $"Written: {path}";

    public override string CheckFound(int files, int folders, int errors, int warnings) =>
        $"Checked: {files} files, {folders} folders, {errors} errors, {warnings} warnings";

    public override string CannotWrite(string folder, string reason) => $"{folder} cannot be written: {reason}";

    public override string GiveFolder(string folder, uint user) =>
        $"user {user} may not write {folder}: let that user own it (chown -R {user} FOLDER on the host), "
        + "or run as the folder's owner (user: \"UID:GID\" in a container)";

    public override string StartWith(string command) => $"Start it with: {command}";

    public override string DomainNext(string folder) =>
        $"Point the domain's DNS at this machine, open ports 80 and 443, and run `docker compose up -d` in {folder} "
        + "(the image is built from the sources: docker build -t pan123dav .)";

    public override string WhereItIs => "For other programs and devices:";

    public override string AskLinksFaulty => "Correct these lines and send the form again.";

    public override string Describe(LinkRepair repair, string detail) => repair switch
    {
        LinkRepair.Joined => $"a line break inside a link was taken away: {detail}",
        LinkRepair.Split => $"several links on one line were set apart: {detail}",
        LinkRepair.Numbering => $"the number or mark in front was taken away: {detail}",
        LinkRepair.Quotes => $"quotes or brackets were taken away: {detail}",
        LinkRepair.Entity => $"&amp; and the like were written as the characters they stand for: {detail}",
        LinkRepair.Signature => $"the signature, which expires, was taken away: {detail}",
        LinkRepair.Separator => $"a comma or the like behind the link was taken away: {detail}",
        LinkRepair.Size => $"the size behind the link was taken away: {detail}",
        LinkRepair.WideColon => $"a full-width colon was written as a colon: {detail}",
        LinkRepair.Named => $"the words in front are taken as the name: {detail}",
        LinkRepair.LeftOut => "no link, left out",
        _ => throw new ArgumentOutOfRangeException(nameof(repair)),
    };
}
