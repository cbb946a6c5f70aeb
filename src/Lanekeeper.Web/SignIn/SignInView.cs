using Lanekeeper.Permissions;

namespace Lanekeeper.Web.SignIn;

/// <param name="Return">Where to go afterwards: a path of ours.</param>
/// <param name="Email">As it was typed.</param>
/// <param name="Provider">What the button of the provider says; <see langword="null"/> where there is none.</param>
public sealed record SignInView(string Return, string Email = "", string? Provider = null, Problem? Problem = null);

/// <param name="Token">What makes the link.</param>
/// <param name="Given">What was typed; never a password.</param>
public sealed record WelcomeView(LinkView Link, string Token, LinkAnswer Given, Problem? Problem = null);
