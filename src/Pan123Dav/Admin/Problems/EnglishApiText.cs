using System.Globalization;
using Pan123Dav.Console;
using Pan123Dav.Data;

namespace Pan123Dav.Admin.Problems;

/// <summary>What the API says in English.</summary>
internal sealed class EnglishApiText : ApiText
{
    public static EnglishApiText Instance { get; } = new();

    public override string Language => "en";

    public override MessageCatalog Messages => MessageCatalog.English;

    public override string NotFound => "There is no such resource.";

    public override string Stale =>
        "It was changed by somebody else in the meantime, and nothing was written. Load it again, and put your changes into what is there now.";

    public override string TreeHasErrors => "The text has mistakes, and nothing was written. Correct them, and save again.";

    public override string NotTextPlain => "Send the text as text/plain in UTF-8.";

    public override string InEnvironment =>
        "It comes from an environment variable, a secret file or the command line, which cannot be written here. "
        + "Change it there, or move it to the settings file.";

    public override string Encoded => "Send the body as it is, without a Content-Encoding.";

    public override string ForeignOrigin => "A page of another site may not do this.";

    public override string TooManyChecks => "Other texts are being checked. Try again in a moment.";

    public override string NoVersionKept =>
        "The text before this one could not be kept in DataDirectory, so nothing was written. Give the gateway's user the right to write there.";

    public override string Unreadable => "The file cannot be read at the moment.";

    public override string InSeveralSources => "Several sources set it, such as two settings files, or one and the environment. Change it there.";

    public override string KeptOut => "What the settings hold now is wrong and not in force. Correct that first.";

    public override string SettingsWrong => "Something is wrong with it, and nothing was written.";

    public override string OtherForm =>
        "The settings file is written in a form that cannot be changed here without changing more than is meant. Change it by hand.";

    public override string NotInForce => "It was written, but is not in force: the gateway's log says why.";

    public override string NameMissing => "Write the name that the user signs in with.";

    public override string NameStrange =>
        "Write at most 128 characters, without colons, slashes, control or invisible characters, or blanks at the ends; and not . or two dots.";

    public override string WrongQuery => "A value in the query of the address is not of its kind.";

    public override string NameStays => "A user cannot be renamed. Add one of the new name, and remove this one.";

    public override string PasswordMissing => "Write a password.";

    public override string PasswordStrange => "Write at most 512 characters, without control characters.";

    public override string NoJson => "Send one JSON object, with each member once.";

    public override string NotJson => "Send the body as application/json.";

    public override string NoText => "Write a text.";

    public override string NoBoolean => "Write true or false.";

    public override string NoNumber => "Write a whole number from 0 on.";

    public override string NoTexts => "Write a list of texts.";

    public override string NoObject => "Write an object.";

    public override string NoObjects => "Write a list of objects.";

    public override string NameTaken => "There is a user of this name, or of one that differs in letter case only.";

    public override string NotYourself => "You cannot remove yourself or give up being an administrator. Have another administrator do it.";

    public override string LastAdministrator => "This is the last administrator, and nobody could change anything any more.";

    public override string DoctorRuns => "The checks run already. Wait for their end.";

    public override string BrokenFile(string file, int line) => $"{file} cannot be read as it is, from line {line} on. Correct it by hand first.";

    public override string UnknownMember(string known) => $"There is no such member: known are {known}.";

    public override string UserInRules(string paths) => $"Rules for {paths} name this user. Take the name out of them first.";

    public override string WeakPassword(string reason) => SetupText.For(TextLanguage.English).WeakPassword(reason);

    public override string Sentence(string message, int status) => message;

    public override string TooLarge(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"It is larger than {FileSizeFormatter.Format(bytes)}, which is the most.");

    public override string Describe(FileObstacle obstacle, string file) => obstacle switch
    {
        FileObstacle.Missing => $"{file} is not there, or is no ordinary file. Create it.",
        FileObstacle.ConfigMap => $"{file} comes from a ConfigMap or Secret of Kubernetes, which would put the old one back. Change it there.",
        FileObstacle.MountedFile => $"{file} is mounted into the container by itself, so nothing can take its place. Mount its folder instead.",
        FileObstacle.ReadOnlyFileSystem => $"{file} lies on a read-only file system. Mount its folder without :ro, or put it into DataDirectory.",
        FileObstacle.ReadOnlyFile => $"{file} is read-only. Give its owner the right to write it: chmod u+w.",
        FileObstacle.NoRight => $"The gateway's user {WhoAmI} may not write {file} or into its folder. Give it the right, as by chown on the host.",
        FileObstacle.OtherOwner => $"{file} belongs to another user, who would lose it to the gateway's user {WhoAmI}. Give the file to that user by chown.",
        FileObstacle.DiskFull => $"There is no room left where {file} lies, and nothing was written. Make room, and save again.",
        _ => $"The operating system does not let {file} be replaced, and nothing was written.",
    };

    private static string WhoAmI => OperatingSystem.IsWindows() ? Environment.UserName : UnixUser.Id.ToString(CultureInfo.InvariantCulture);
}
