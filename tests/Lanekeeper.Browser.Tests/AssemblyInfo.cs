using Lanekeeper.Browser.Tests.Harness;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: AssemblyFixture(typeof(SharedSite))]
