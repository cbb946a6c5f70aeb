namespace Lanekeeper.OidcProvider;

internal static class Program
{
    private const string Help = """
        A provider of identities (OpenID Connect) for trying sign-in out: it lets one person in without asking.

        Usage: dotnet run --project tests/Lanekeeper.OidcProvider -- [EMAIL] [LIE]

        Then, in another terminal:
          export LANEKEEPER_PUBLIC_URL=http://127.0.0.1:5080 LANEKEEPER_OIDC_ISSUER=http://127.0.0.1:5098
          export LANEKEEPER_OIDC_CLIENT_ID=lanekeeper LANEKEEPER_OIDC_NAME=Example "LANEKEEPER_OIDC_CLIENT_SECRET=a secret: with / odd & signs"
          lanekeeper serve
        """;

    private static async Task<int> Main(string[] args)
    {
        if (args.Contains("--help") || args.Length > 2 || !Enum.TryParse<Lie>(args.ElementAtOrDefault(1) ?? nameof(Lie.None), ignoreCase: true, out var lie))
        {
            Console.WriteLine(Help);
            Console.WriteLine($"Lies: {string.Join(", ", Enum.GetNames<Lie>())}");
            return args.Contains("--help") ? 0 : 2;
        }

        await using var server = await OidcServer.StartAsync("http://127.0.0.1:5098");
        server.Lie = lie;
        server.Person = args.Length > 0 ? server.Person with { Email = args[0] } : server.Person;
        Console.WriteLine($"{server.Issuer} lets {server.Person.Email} in.");
        await server.WaitForShutdownAsync();
        return 0;
    }
}
