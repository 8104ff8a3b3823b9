using './main.bicep'

// Lower-case letters and digits; every resource's name begins with it.
param name = 'schoolstogether'
param displayName = 'Schools Together'
