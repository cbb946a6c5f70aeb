using System.CommandLine;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;
using Lanekeeper.Permissions;

namespace Lanekeeper.Cli.Identity;

/// <summary><c>lanekeeper sign-in</c></summary>
internal sealed class SignInCommand : ServerCommand
{
    private readonly Option<string?> _email = new("--email") { Description = "Whom it lets in (else you, whoever the key belongs to)", HelpName = "address" };

    public SignInCommand(Surroundings around)
        : base(around, "sign-in", "Make a one-time link that signs somebody in to the web; only an admin may",
            "lanekeeper sign-in",
            "lanekeeper sign-in --email ana@example.com") => Add(_email);

    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken)
    {
        var found = given.GetValue(_email) is { } email ? await FindAsync(server, email, cancellationToken) : await SelfAsync(server, cancellationToken);
        return found.Succeeded(out var account, out var problem)
            ? Answer(given, await server.PostAsync<LinkWire>(ApiPaths.Links(account), new { purpose = LinkPurpose.SignIn }, cancellationToken), link =>
            {
                Screen.Line(SafeText.Line(link.Url));
                Screen.Note($"Open it in a browser. It works once, until {link.ExpiresAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC; whoever has it gets in.");
            })
            : Screen.Problem(problem);
    }

    private static async Task<Result<Guid>> SelfAsync(ServerClient server, CancellationToken cancellationToken)
    {
        if (!(await server.GetAsync<WhoamiWire>(ApiPaths.Whoami, cancellationToken)).Succeeded(out var me, out var problem))
        {
            return problem;
        }

        return Guid.TryParse(me.Id, out var id) ? id : new Problem(ProblemKind.Invalid, "cli.no-person", "This key belongs to no person. Say whom the link is for: --email ADDRESS.");
    }

    private static async Task<Result<Guid>> FindAsync(ServerClient server, string email, CancellationToken cancellationToken)
    {
        if (!(await server.GetAsync<Page<Account>>(ApiPaths.Accounts, cancellationToken)).Succeeded(out var accounts, out var problem))
        {
            return problem;
        }

        return accounts.Items.FirstOrDefault(account => PlainLetters.AreSame(account.Email, email.Trim())) is { } found
            ? found.Id
            : new Problem(ProblemKind.NotFound, "cli.no-person", $"Nobody here has the e-mail address {email}. An admin invites people on the page /people.");
    }
}
