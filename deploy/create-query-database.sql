create database yardstick_query owner yardstick;
