Console.WriteLine("No bench yet.");
